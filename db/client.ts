import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres'
import { migrate as migratePg } from 'drizzle-orm/node-postgres/migrator'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import { Client, Pool } from 'pg'
import { installQueue } from './queue'
import * as tables from './schema/tables'

/** A connection or a transaction, on either database. */
export type Db = PgDatabase<PgQueryResultHKT, typeof tables>

export type Database = {
  kind: 'pglite' | 'postgres'
  db: Db
  /** Plain SQL, for pg-boss and the readiness check. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
  /** Calls back with every payload notified on the channel; with undefined after a gap in which some may have been missed. */
  listen(channel: string, heard: (payload: string | undefined) => void): Promise<() => Promise<void>>
  migrate(): Promise<void>
  close(): Promise<void>
}

const migrationsFolder = join(process.cwd(), 'db/migrations')
/** Any number that this product alone uses: two processes that start at once migrate one after the other. */
const migrationLock = 7_207_301

export async function openDatabase({
  url,
  dataDir,
  poolMax = 20,
}: {
  url?: string
  dataDir: string
  poolMax?: number
}) {
  return url ? openPostgres(url, poolMax) : openPglite(join(dataDir, 'pglite'), dataDir)
}

async function openPglite(path: string, parent: string): Promise<Database> {
  await mkdir(parent, { recursive: true })
  return overPglite(await PGlite.create(path))
}

export function overPglite(client: PGlite): Database {
  const db = drizzlePglite(client, { schema: tables })
  async function executeSql(text: string, values?: unknown[]) {
    // pg-boss sends several statements at once when it makes its schema; only exec takes those.
    if (values?.length) return client.query(text, values)
    const results = await client.exec(text)
    return { rows: results.at(-1)?.rows ?? [] }
  }
  return {
    kind: 'pglite',
    db,
    executeSql,
    async listen(channel, heard) {
      const stop = await client.listen(channel, heard)
      return () => stop()
    },
    async migrate() {
      await migratePglite(db, { migrationsFolder })
      await installQueue(executeSql)
    },
    close: () => client.close(),
  }
}

async function openPostgres(url: string, poolMax: number): Promise<Database> {
  const pool = new Pool({ connectionString: url, max: poolMax, application_name: 'pushdesk' })
  // An idle connection that the server closes is replaced at the next query; unheard, the event would end the process.
  pool.on('error', () => undefined)
  const db = drizzlePg(pool, { schema: tables })
  return {
    kind: 'postgres',
    db,
    executeSql: (text, values) => pool.query(text, values),
    listen: (channel, heard) => listenPostgres(url, channel, heard),
    async migrate() {
      const client = await pool.connect()
      try {
        await client.query('select pg_advisory_lock($1)', [migrationLock])
        await migratePg(drizzlePg(client, { schema: tables }), { migrationsFolder })
        await installQueue((text, values) => client.query(text, values))
      } finally {
        await client.query('select pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined)
        client.release()
      }
    },
    close: () => pool.end(),
  }
}

const reconnectMsMin = 250
const reconnectMsMax = 5_000

/** A connection of its own, because a pool's may be handed to anybody; opened again whenever it is lost. */
async function listenPostgres(url: string, channel: string, heard: (payload: string | undefined) => void) {
  let client: Client | undefined
  let stopped = false
  let waitMs = reconnectMsMin
  let timer: NodeJS.Timeout | undefined

  async function connect() {
    const next = new Client({ connectionString: url, application_name: 'pushdesk-listen' })
    next.on('notification', (message) => heard(message.payload ?? ''))
    next.on('error', () => undefined)
    next.on('end', () => again())
    await next.connect()
    await next.query(`listen ${next.escapeIdentifier(channel)}`)
    client = next
    waitMs = reconnectMsMin
  }

  function again() {
    if (stopped || timer) return
    timer = setTimeout(() => {
      timer = undefined
      waitMs = Math.min(waitMs * 2, reconnectMsMax)
      connect().then(() => heard(undefined), again)
    }, waitMs)
  }

  await connect()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await client?.end()
  }
}
