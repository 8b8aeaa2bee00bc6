import { PGlite } from '@electric-sql/pglite'
import type { Database, Db } from './client'
import { overPglite } from './connection/embedded'
import { ownDatabase } from './own-database'

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
export async function inRollback(test: (db: Db) => Promise<void>, given?: Database) {
  const { db } = given ?? (await testDatabase())
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
  const database = await overPglite(await PGlite.create())
  await database.migrate()
  return database
}

/** One of the same kind in which no one else writes, for what reads all rows of a table. */
export const emptyDatabase = async () =>
  (await testDatabase()).kind === 'pglite' ? openTestPglite() : (await ownPostgres()).database

/** A database of its own for each worker; lib/testing/databases drops them when the run ends. */
async function openTestPostgres(url: string) {
  const { database } = await ownPostgres({ url })
  return database
}

/** One more, for tests whose processes must meet no one else's rows. */
export const ownPostgres = ({ url = process.env.TEST_DATABASE_URL ?? '', poolMax = 20 } = {}) =>
  ownDatabase({
    serverUrl: url,
    namePrefix: process.env.TEST_DATABASE_PREFIX ?? 'pushdesk_test',
    poolMax,
    isUnusual: process.env.TEST_DATABASE_UNUSUAL === '1',
  })
