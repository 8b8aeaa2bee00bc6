import type { Db } from '@/db/client'
import type { StaffContext } from '@/lib/context'

/** A staff act, done once and then again: what the audit says was there before it, and what the repeat meets. */
export type Act = {
  /** The exported name of the command. */
  verb: string
  what?: string
  arrange: (db: Db) => Promise<Arranged>
  /** The sentence that refuses what would change nothing; or why the same act is never the same. */
  again: RegExp | 'makes another one' | 'only shows'
}

export type Arranged = {
  ctx: StaffContext
  act: () => Promise<unknown>
  /** As the rows said it just before; absent where nothing was there, or where it must not be kept. */
  before?: unknown
}

/** Where the act's own test says which one. */
export const aSentence = /^[A-Z“].*\.$/s
