import { sql } from 'drizzle-orm'
import type { Db } from './client'

/** Advisory locks: arbitrary numbers that only Pushdesk uses. */
export const locks = {
  /** Processes that start at the same time migrate one after the other. */
  migration: 7_207_301,
  /** Guards rows that only an empty database gets: the first admin, the demo workspace. */
  firstRows: 7_207_302,
  retention: 7_207_303,
  /** No two apps in use get the same bundle ID. */
  bundleIds: 7_207_304,
  /** Only one process at a time detects incidents. */
  detector: 7_207_305,
  /** Only one process at a time seals the audit log and streams it out. */
  auditSeals: 7_207_306,
  /** Only one process at a time removes expired message texts. */
  messageTexts: 7_207_320,
} as const

/** Waits for the lock without a timeout and holds it until the transaction ends. */
export async function waitForTurn(db: Db, lock: keyof typeof locks) {
  await db.execute(sql`select set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true),
    set_config('idle_in_transaction_session_timeout', '0', true)`)
  await db.execute(sql`select pg_advisory_xact_lock(${locks[lock]})`)
}

/** Returns false if another process has the lock; otherwise holds it until the transaction ends. */
export async function takeTurn(db: Db, lock: keyof typeof locks): Promise<boolean> {
  const [row] = await db
    .select({ isTaken: sql<boolean>`pg_try_advisory_xact_lock(${locks[lock]})` })
    .from(sql`(values (1)) as one`)
  return row?.isTaken ?? false
}
