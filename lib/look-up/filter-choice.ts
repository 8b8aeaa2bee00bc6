import type { LookUpHit } from './answer'

/** What the log is narrowed to. */
export type ResolvedFilter = { customer?: string; device?: string; notification?: string; conversation?: string }

/** One thing that a text in the log's box may mean. */
export type FilterChoice = Pick<LookUpHit, 'title' | 'detail' | 'matched'> & { filter: ResolvedFilter }
