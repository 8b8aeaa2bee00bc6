import { chmod, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { changesChannel } from '@/db/changes'
import type { Database } from '@/db/client'
import { migrateOnce, migrationsFolder } from '@/db/migrate'
import * as tables from '@/db/schema/tables'
import { embeddedFolder } from './embedded-folder'
import { Hearers } from './hearers'
import { retrying } from './retry'
import { sessionStatements } from './session'
import { StorageFaults } from './storage-faults'

/** The default of 128 MB would count as this process's memory, and the system caches the files anyway. */
const sharedBuffers = '8MB'

export async function openPglite(dataDir: string): Promise<Database> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const folder = embeddedFolder(dataDir)
  const startParams = [...PGlite.defaultStartParams, '-c', `shared_buffers=${sharedBuffers}`]
  const client = await PGlite.create(folder, { startParams })
  await keepToOwner(folder)
  return overPglite(client)
}

/** PGlite makes its files world-writable. Files it creates later are in this folder, which only its owner can enter. */
async function keepToOwner(folder: string) {
  await chmod(folder, 0o700)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const mode = entry.isDirectory() ? 0o700 : 0o600
    // A temporary file may be gone by now.
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), mode).catch(() => undefined)
  }
}

export async function overPglite(client: PGlite): Promise<Database> {
  await client.exec(sessionStatements.embedded)
  const faults = new StorageFaults()
  const db = retrying(drizzle(client, { schema: tables }), faults.note)
  async function executeSql(text: string, values?: unknown[]) {
    // Several statements in one call, as a server accepts them; here only exec does.
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
    // It runs in this very process.
    ping: () => Promise.resolve(),
    hasStorageFault: () => faults.isRecent(),
    executeSql,
    hear: hearers.hear,
    migrate: () => migrateOnce({ executeSql, apply: () => migrate(db, { migrationsFolder }), isShared: false }),
    close: () => client.close(),
  }
}
