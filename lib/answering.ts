import type { Database } from './context'
import { late, within } from './flow/within'
import { databaseAway } from './outage'

/** Work that takes longer raises the question whether the database is there at all. */
const doubtMs = 3_000
const pingMsMax = 1_500
/** However many ask. */
const pingEveryMs = 1_000

type Ping = { at: number; isThere: Promise<boolean> }
const pings = new WeakMap<Database, Ping>()

/** What the work gives. It is given up where it takes long while the database answers no one, as a stopped process does. */
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
