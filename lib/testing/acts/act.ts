import type { Db } from '@/db/client'
import type { StaffContext } from '@/lib/context'

/** A staff act that tests run twice: what the audit entry records as `before`, and how the repeat ends. */
export type Act = {
  /** The exported name of the command. */
  verb: string
  what?: string
  arrange: (db: Db) => Promise<Arranged>
  /** The message that refuses a repeat without effect, or why a repeat is never without effect. */
  again: RegExp | 'makes another one' | 'only shows'
}

export type Arranged = {
  ctx: StaffContext
  act: () => Promise<unknown>
  /** The state of the rows just before. Undefined if there were none, or if it must not be recorded. */
  before?: unknown
}

/** Any sentence, for acts whose own tests check which one. */
export const aSentence = /^[A-Z“].*\.$/s
