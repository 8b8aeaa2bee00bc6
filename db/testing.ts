import { randomBytes } from 'node:crypto'
import { PGlite } from '@electric-sql/pglite'
import { Client } from 'pg'
import { type Database, type Db, openDatabase, overPglite } from './client'

const opened = new Map<string, Promise<Database>>()

class RolledBack extends Error {}

/** One migrated database per test worker; on PostgreSQL where TEST_DATABASE_URL is set for the run, else PGlite in memory. */
export function testDatabase(): Promise<Database> {
  const url = process.env.TEST_DATABASE_URL ?? ''
  let database = opened.get(url)
  if (!database) {
    database = url ? openTestPostgres(url) : openTestPglite()
    opened.set(url, database)
  }
  return database
}

/** Runs the test in a transaction that never commits. */
export async function inRollback(test: (db: Db) => Promise<void>) {
  const { db } = await testDatabase()
  await db
    .transaction(async (tx) => {
      await test(tx)
      throw new RolledBack()
    })
    .catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error
    })
}

async function openTestPglite() {
  const database = overPglite(await PGlite.create())
  await database.migrate()
  return database
}

/** A database of its own for each worker; lib/testing/databases drops them when the run ends. */
async function openTestPostgres(url: string) {
  const { database } = await ownPostgres({ url })
  return database
}

/** One more, for tests whose processes must meet nobody else's rows. */
export async function ownPostgres({ url = process.env.TEST_DATABASE_URL ?? '', poolMax = 20 } = {}) {
  const name = `${process.env.TEST_DATABASE_PREFIX ?? 'pushdesk_test'}_${randomBytes(4).toString('hex')}`
  await onServer(url, `create database ${name}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  const database = await openDatabase({ url: own.href, dataDir: '', poolMax })
  await database.migrate()
  return {
    database,
    url: own.href,
    /** While refused, whoever is connected stays so, and nobody else gets in. */
    refuseConnections: (isRefused: boolean) => onServer(url, `alter database ${name} allow_connections ${!isRefused}`),
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
