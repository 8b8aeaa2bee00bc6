import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { changesChannel } from './changes'
import type { Database } from './client'
import { Hearers } from './hearers'
import { migrateOnce, migrationsFolder } from './migrate'
import { retrying } from './retry'
import * as tables from './schema/tables'
import { sessionStatements } from './session'
import { StorageFaults } from './storage-faults'

/** Its default of 128 MB is the process's own memory here, and the files are in the system's cache anyway. */
const sharedBuffers = '8MB'

export async function openPglite(dataDir: string): Promise<Database> {
  await mkdir(dataDir, { recursive: true })
  const startParams = [...PGlite.defaultStartParams, '-c', `shared_buffers=${sharedBuffers}`]
  return overPglite(await PGlite.create(join(dataDir, 'pglite'), { startParams }))
}

export async function overPglite(client: PGlite): Promise<Database> {
  await client.exec(sessionStatements.embedded)
  const faults = new StorageFaults()
  const db = retrying(drizzle(client, { schema: tables }), faults.note)
  async function executeSql(text: string, values?: unknown[]) {
    // Several statements at once, as a server takes them; only exec does here.
    if (values?.length) return client.query(text, values)
    const results = await client.exec(text)
    return { rows: results.at(-1)?.rows ?? [] }
  }
  const hearers = new Hearers(async (tell) => {
    const stop = await client.listen(changesChannel, tell)
    return () => stop()
  })
  return {
    kind: 'pglite',
    db,
    // It lives in this very process.
    ping: () => Promise.resolve(),
    hasStorageFault: () => faults.isRecent(),
    executeSql,
    hear: hearers.hear,
    migrate: () => migrateOnce({ executeSql, apply: () => migrate(db, { migrationsFolder }), isShared: false }),
    close: () => client.close(),
  }
}
