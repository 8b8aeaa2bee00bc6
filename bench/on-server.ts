import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { type Database, openDatabase } from '@/db/client'

/** A database of its own on that server, migrated; `drop` ends it. */
export async function ownDatabase(serverUrl: string): Promise<{ database: Database; drop(): Promise<void> }> {
  const name = `pushdesk_bench_${randomBytes(4).toString('hex')}`
  await onServer(serverUrl, `create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const database = await openDatabase({ url: url.href, dataDir: '' })
  await database.migrate()
  return {
    database,
    async drop() {
      await database.close()
      await onServer(serverUrl, `drop database if exists ${name} with (force)`)
    },
  }
}

async function onServer(url: string, statement: string) {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
