import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import type { Database } from './client'
import { Hearers } from './connection/hearers'
import { listenTo } from './connection/listener'
import { isSaidByServer } from './connection/outage'
import { openClient, openPool } from './connection/pool'
import { retrying, retryingStatements } from './connection/retry'
import { sessionStatements } from './connection/session'
import { StorageFaults } from './connection/storage-faults'
import { grantApplication } from './grant-application'
import { locks } from './locks'
import { migrateOnce, migrationsFolder } from './migrate'
import * as tables from './schema/tables'

export async function openDatabase({
  url,
  migrationUrl,
  dataDir,
  poolMax = 20,
}: {
  url?: string
  /** The URL of the role that owns the tables, if the application's role doesn't. */
  migrationUrl?: string
  dataDir: string
  poolMax?: number
}): Promise<Database> {
  if (url) return openPostgres({ url, migrationUrl, poolMax })
  // A dynamic import, so that a process with a server doesn't load a second database engine.
  const { openPglite } = await import('./connection/embedded')
  return openPglite(dataDir)
}

type Given = { url: string; migrationUrl: string | undefined; poolMax: number }

function openPostgres({ url, migrationUrl, poolMax }: Given): Database {
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
    migrate: () => migratePostgres(migrationUrl ?? url, migrationUrl ? roleOf(url) : undefined),
    async close() {
      await hearers.close()
      await pool.end()
    },
  }
}

/** Opens its own connection, because the pool's may all be busy. */
async function ping(url: string) {
  try {
    const client = await openClient(url, { name: 'pushdesk-ping', statement: 'select 1' })
    await client.end()
  } catch (error) {
    if (!isSaidByServer(error)) throw error
  }
}

const roleOf = (url: string) => decodeURIComponent(new URL(url).username)

async function migratePostgres(url: string, applicationRole: string | undefined) {
  const client = await openClient(url, { name: 'pushdesk-migrate', statement: sessionStatements.unhurried })
  try {
    await client.query('select pg_advisory_lock($1)', [locks.migration])
    await migrateOnce({
      executeSql: (text, values) => client.query(text, values),
      apply: () => migrate(drizzle(client, { schema: tables }), { migrationsFolder }),
      isShared: true,
    })
    if (applicationRole) await grantApplication((text, values) => client.query(text, values), applicationRole)
  } finally {
    // The lock ends with its session.
    await client.end()
  }
}
