import { unready } from '@/db/ready'
import type { Database } from './context'
import { log } from './log'
import { late, within } from './within'

/** Load balancers ask often and wait for two seconds at the most. */
const askMsMax = 1_500

type Part = 'database' | 'migrations' | 'queue' | 'storage'

/** The part without which this process cannot work, or undefined when all of it is there. Told within two seconds. */
export async function missingPart(database: Database): Promise<Part | undefined> {
  try {
    const missing = await within(askMsMax, unready(database))
    if (missing !== late) return missing
    log.error({ waitedMs: askMsMax }, 'not ready: the database does not answer, or all connections to it are busy')
  } catch (error) {
    log.error({ err: error }, 'not ready: the database does not answer')
  }
  return 'database'
}
