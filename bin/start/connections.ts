import type { Database } from '@/db/client'
import { type Connections, connectionsNeeded, connectionsOf } from '@/db/connection/connections'
import type { Env } from '@/lib/env'
import { log } from '@/lib/log'

/** Logs how many connections this process needs and how many it may have. */
export async function tellConnections(env: Env, database: Database) {
  if (database.kind === 'pglite') return
  const needed = connectionsNeeded(env.DATABASE_POOL_MAX)
  const connections = await connectionsOf(database)
  const { isEnough, sentence } = connectionWords(needed, connections)
  log[isEnough ? 'info' : 'warn']({ needed, ...connections }, sentence)
}

/** This process already holds one of the connections that aren't free. */
export function connectionWords(needed: number, { allowed, free }: Connections) {
  const isEnough = needed - 1 <= free
  const need = `this process needs up to ${needed} database connections`
  const have = `the server allows ${allowed}, of which ${free} are free`
  const advice = '. Lower DATABASE_POOL_MAX, or raise the limit of the server, the database, or the role'
  return { isEnough, sentence: isEnough ? `${need}; ${have}` : `${need}, but ${have}${advice}` }
}
