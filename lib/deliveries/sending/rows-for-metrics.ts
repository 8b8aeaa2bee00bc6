import type { Db } from '@/db/client'
import type { Database } from '@/lib/context'
import { late, within } from '@/lib/flow/within'
import { log } from '@/lib/log'

/** A scrape doesn't wait for an unavailable database: it reports the other metrics. */
const answerMsMax = 1_000

/** Returns the query's rows, or none if the database fails or doesn't respond in time. */
export async function rowsForMetrics<Row>(
  database: Database | undefined,
  ask: (db: Db) => PromiseLike<Row[]>,
): Promise<Row[]> {
  if (!database) return []
  try {
    const rows = await within(answerMsMax, Promise.resolve(ask(database.db)))
    return rows === late ? [] : rows
  } catch (error) {
    log.warn({ err: error }, 'couldn’t read the database for metrics')
    return []
  }
}
