import { unready } from '@/db/ready'
import type { Database } from './context'
import { log } from './log'

/** The part without which this process cannot work, or undefined when all of it is there. */
export async function missingPart(database: Database): Promise<'database' | 'migrations' | 'queue' | undefined> {
  try {
    return await unready(database)
  } catch (error) {
    log.error({ err: error }, 'not ready: the database does not answer')
    return 'database'
  }
}
