import type { Db } from '@/db/client'
import { rewriteRun } from '@/db/queries/incidents/incidents'

/** How long a small write takes, from the wait for a free connection to its commit: in milliseconds. */
export async function timeOfWrite(db: Db): Promise<number> {
  const startedAt = performance.now()
  await rewriteRun(db)
  return performance.now() - startedAt
}
