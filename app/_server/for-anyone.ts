import 'server-only'
import { Refused } from '@/lib/errors'
import { reported } from './reported'
import { withDatabase } from './with-database'

/**
 * For requests without a session or before it is known. Rethrows refusals, and reports a bug by its request ID only.
 */
export async function forAnyone<Result>(work: Promise<Result>, requestId?: string): Promise<Result> {
  try {
    return await withDatabase(work)
  } catch (error) {
    throw error instanceof Refused ? error : reported(error, { requestId })
  }
}
