import type { Db } from '@/db/client'
import { rewriteRun } from '@/db/queries/incidents/incidents'

/** Measures a small write, from the wait for a free connection to its commit, in milliseconds. */
export async function timeOfWrite(db: Db): Promise<number> {
  const startedAt = performance.now()
  await rewriteRun(db)
  return performance.now() - startedAt
}
