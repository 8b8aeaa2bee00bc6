import type { Database } from '@/db/client'
import type { Env } from '@/lib/env'

/** Loads the simulator only on demand: a process without it uses 8 MB less. */
export async function startOwnSimulator(
  env: Env,
  { database, hasControl }: { database: Database; hasControl?: boolean },
) {
  if (!env.SIMULATOR) return undefined
  const { startSimulator } = await import('@/lib/apns/simulator/start-simulator')
  return startSimulator({ database, dataDir: env.DATA_DIR, hasControl })
}
