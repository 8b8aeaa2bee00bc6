import type { Database } from './context'
import { late, within } from './flow/within'
import { databaseAway } from './outage'

/** Work that takes longer than this triggers a ping of the database. */
const doubtMs = 3_000
const pingMsMax = 1_500
/** All callers share one ping per interval. */
const pingEveryMs = 1_000

type Ping = { at: number; isThere: Promise<boolean> }
const pings = new WeakMap<Database, Ping>()

/**
 * Waits for the work. Throws databaseAway() when the work takes long and the database answers no ping, as a stopped
 * process does.
 */
export async function answering<Result>(database: Database, work: Promise<Result>): Promise<Result> {
  for (;;) {
    const found = await within(doubtMs, work)
    if (found !== late) return found
    if (!(await isThere(database))) throw databaseAway()
  }
}

function isThere(database: Database): Promise<boolean> {
  const now = performance.now()
  const last = pings.get(database)
  if (last && now - last.at < pingEveryMs) return last.isThere
  const isThere = within(pingMsMax, database.ping()).then(
    (answer) => answer !== late,
    () => false,
  )
  pings.set(database, { at: now, isThere })
  return isThere
}
