import 'server-only'
import { Refused } from '@/lib/errors'
import { reported } from './reported'
import { withDatabase } from './with-database'

/** For what is asked without a session, or before it is known whose it is: refusals as they are, a bug only by its request ID. */
export async function forAnyone<Result>(work: Promise<Result>, requestId?: string): Promise<Result> {
  try {
    return await withDatabase(work)
  } catch (error) {
    throw error instanceof Refused ? error : reported(error, { requestId })
  }
}
