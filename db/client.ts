import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { type Hear, Hearers } from './hearers'
import { listenTo } from './listener'
import { locks } from './locks'
import { migrateOnce, migrationsFolder } from './migrate'
import { isSaidByServer } from './outage'
import { openClient, openPool } from './pool'
import { retrying, retryingStatements } from './retry'
import * as tables from './schema/tables'
import { sessionStatements } from './session'
import { StorageFaults } from './storage-faults'

/** A connection or a transaction, on either database. */
export type Db = PgDatabase<PgQueryResultHKT, typeof tables>

export type Database = {
  kind: 'pglite' | 'postgres'
  db: Db
  /** Fails, or takes its time, when the server does not answer at all. That it answers with a refusal is an answer. */
  ping(): Promise<void>
  /** Whether it refused to store something in the last fifteen seconds. */
  hasStorageFault(): boolean
  /** Plain SQL, for migrations and the readiness check. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
  /** Of all that do in this process, over one connection. */
  hear: Hear
  /** Throws SchemaTooNew where a newer version of Pushdesk was here. */
  migrate(): Promise<void>
  close(): Promise<void>
}

export async function openDatabase({
  url,
  dataDir,
  poolMax = 20,
}: {
  url?: string
  dataDir: string
  poolMax?: number
}): Promise<Database> {
  if (url) return openPostgres(url, poolMax)
  // On its own, so that a process with a server does not hold a second database engine.
  const { openPglite } = await import('./embedded')
  return openPglite(dataDir)
}

function openPostgres(url: string, poolMax: number): Database {
  const faults = new StorageFaults()
  const pool = retryingStatements(openPool(url, { max: poolMax }), faults.note)
  const hearers = new Hearers((tell) => listenTo(url, tell))
  return {
    kind: 'postgres',
    db: retrying(drizzle(pool, { schema: tables }), faults.note),
    ping: () => ping(url),
    hasStorageFault: () => faults.isRecent(),
    executeSql: (text, values) => pool.query(text, values),
    hear: hearers.hear,
    migrate: () => migratePostgres(url),
    async close() {
      await hearers.close()
      await pool.end()
    },
  }
}

/** On a connection of its own: the pool's may all be busy. */
async function ping(url: string) {
  try {
    const client = await openClient(url, { name: 'pushdesk-ping', statement: 'select 1' })
    await client.end()
  } catch (error) {
    if (!isSaidByServer(error)) throw error
  }
}

async function migratePostgres(url: string) {
  const client = await openClient(url, { name: 'pushdesk-migrate', statement: sessionStatements.unhurried })
  try {
    await client.query('select pg_advisory_lock($1)', [locks.migration])
    await migrateOnce({
      executeSql: (text, values) => client.query(text, values),
      apply: () => migrate(drizzle(client, { schema: tables }), { migrationsFolder }),
      isShared: true,
    })
  } finally {
    // The lock ends with its session.
    await client.end()
  }
}
