import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from './client'
import { SchemaTooNew } from './migrate'
import { testDatabase } from './testing'

let database: Database
const later = Date.parse('2999-01-01T00:00:00Z')

beforeAll(async () => {
  database = await testDatabase()
})

/** Leaves the database as a newer version would. */
async function migratedBy(version?: string) {
  await database.executeSql('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', ['x', later])
  if (version)
    await database.executeSql('insert into schema_versions (migrated_to, version) values ($1, $2)', [later, version])
}

afterEach(async () => {
  await database.executeSql('delete from drizzle.__drizzle_migrations where created_at = $1', [later])
  await database.executeSql('delete from schema_versions where migrated_to = $1', [later])
})

describe('a program on a database that a newer version has migrated', () => {
  it('refuses to start, and names the version it needs', async () => {
    await migratedBy('9.1.0')
    const refused = database.migrate()
    await expect(refused).rejects.toBeInstanceOf(SchemaTooNew)
    await expect(refused).rejects.toThrow(
      /^the database was upgraded by Pushdesk 9\.1\.0, and this is Pushdesk \d+\.\d+\.\d+\. Start Pushdesk 9\.1\.0 or newer\.$/,
    )
  })

  it('refuses even if that version is not recorded', async () => {
    await migratedBy()
    await expect(database.migrate()).rejects.toThrow('migration of 2999-01-01T00:00:00.000Z')
  })
})

it('migrates only once, and records the version that did it', async () => {
  await database.migrate()
  const { rows } = await database.executeSql(
    `select version from schema_versions
      where migrated_to = (select max(created_at) from drizzle.__drizzle_migrations)`,
  )
  expect(rows).toEqual([{ version: expect.stringMatching(/^\d+\.\d+\.\d+$/) }])
})
