import type { LookUpHit } from './answer'

/** A filter of the delivery log. */
export type ResolvedFilter = { customer?: string; device?: string; notification?: string; conversation?: string }

/** One thing that a text in the log's search box may mean. */
export type FilterChoice = Pick<LookUpHit, 'title' | 'detail' | 'matched'> & { filter: ResolvedFilter }
