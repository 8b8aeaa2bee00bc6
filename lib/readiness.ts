import { unready } from '@/db/ready'
import type { Database } from './context'
import { SingleFlight } from './flow/single-flight'
import { late, within } from './flow/within'
import { log } from './log'

/** Load balancers ask often and wait for two seconds at the most. */
const askMsMax = 1_500

type Part = 'database' | 'migrations' | 'queue' | 'storage'

/** The part without which this process cannot work, or undefined when all of it is there. Told within two seconds. */
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

/** Once for all who ask, so that they take one connection between them when it takes long. */
function asking(database: Database) {
  const flight = flights.get(database) ?? new SingleFlight<Part | undefined>()
  flights.set(database, flight)
  return flight.share('ready', () => unready(database))
}
