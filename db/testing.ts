import { PGlite } from '@electric-sql/pglite'
import type { Database, Db } from './client'
import { overPglite } from './connection/embedded'
import { ownDatabase } from './own-database'

const opened = new Map<string, Promise<Database>>()

class RolledBack extends Error {}

/** One migrated database per test worker: on PostgreSQL if TEST_DATABASE_URL is set, else PGlite in memory. */
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

/** A database of the same kind that no other test writes to, for code that reads all rows of a table. */
export const emptyDatabase = async () =>
  (await testDatabase()).kind === 'pglite' ? openTestPglite() : (await ownPostgres()).database

/** One database per worker; lib/testing/databases drops them when the run ends. */
async function openTestPostgres(url: string) {
  const { database } = await ownPostgres({ url })
  return database
}

/** One more database, for tests whose processes must not see other rows. */
export const ownPostgres = ({ url = process.env.TEST_DATABASE_URL ?? '', poolMax = 20 } = {}) =>
  ownDatabase({
    serverUrl: url,
    namePrefix: process.env.TEST_DATABASE_PREFIX ?? 'pushdesk_test',
    poolMax,
    isUnusual: process.env.TEST_DATABASE_UNUSUAL === '1',
  })
