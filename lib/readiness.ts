import { unready } from '@/db/ready'
import type { Database } from './context'
import { SingleFlight } from './flow/single-flight'
import { late, within } from './flow/within'
import { log } from './log'

/** Load balancers poll often and wait two seconds at most. */
const askMsMax = 1_500

type Part = 'database' | 'migrations' | 'queue' | 'storage'

/**
 * Returns the part that is missing for this process to work, or undefined if it is ready. Takes at most two seconds.
 */
export async function missingPart(database: Database): Promise<Part | undefined> {
  try {
    const missing = await within(askMsMax, asking(database))
    if (missing !== late) return missing
    log.error({ waitedMs: askMsMax }, 'not ready; the database doesn’t respond, or all connections to it are busy')
  } catch (error) {
    log.error({ err: error }, 'not ready; the database doesn’t respond')
  }
  return 'database'
}

const flights = new WeakMap<Database, SingleFlight<Part | undefined>>()

/** All callers share one check, so that a slow one occupies only one connection. */
function asking(database: Database) {
  const flight = flights.get(database) ?? new SingleFlight<Part | undefined>()
  flights.set(database, flight)
  return flight.share('ready', () => unready(database))
}
