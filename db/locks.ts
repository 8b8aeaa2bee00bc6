import { sql } from 'drizzle-orm'
import type { Db } from './client'

/** Advisory locks: any numbers that this product alone uses. */
export const locks = {
  /** Two processes that start at once migrate one after the other. */
  migration: 7_207_301,
  /** What only an empty database is given: the first admin, the demo workspace. */
  firstRows: 7_207_302,
  retention: 7_207_303,
  /** No two apps in use get one bundle ID. */
  bundleIds: 7_207_304,
  /** One process at a time looks for incidents. */
  detector: 7_207_305,
  /** One process at a time seals the audit log and streams it out. */
  auditSeals: 7_207_306,
  /** One process at a time removes texts that their companies keep no longer. */
  messageTexts: 7_207_320,
} as const

/** Waits for its turn for as long as it takes; the turn ends with the transaction. */
export async function waitForTurn(db: Db, lock: keyof typeof locks) {
  await db.execute(sql`select set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true),
    set_config('idle_in_transaction_session_timeout', '0', true)`)
  await db.execute(sql`select pg_advisory_xact_lock(${locks[lock]})`)
}

/** False where another process has it; otherwise it is had until the transaction ends. */
export async function takeTurn(db: Db, lock: keyof typeof locks): Promise<boolean> {
  const [row] = await db
    .select({ isTaken: sql<boolean>`pg_try_advisory_xact_lock(${locks[lock]})` })
    .from(sql`(values (1)) as one`)
  return row?.isTaken ?? false
}
