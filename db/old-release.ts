import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { Database } from './client'
import { overPglite } from './connection/embedded'
import { migrationsFolder } from './migrate'
import { ownPostgres, testDatabase } from './testing'

/** The last migration with pg-boss as the queue. */
const lastMigration = '0009_archived'

/** An empty database as the release before `due_deliveries` left it. */
export async function openOldRelease(): Promise<Database> {
  const database = await openEmpty()
  const journal = JSON.parse(await readFile(join(migrationsFolder, 'meta/_journal.json'), 'utf8'))
  const { when } = journal.entries.find(({ tag }: { tag: string }) => tag === lastMigration)
  await database.executeSql('create schema drizzle')
  await database.executeSql(
    'create table drizzle.__drizzle_migrations (id serial primary key, hash text, created_at bigint)',
  )
  for (const { sql, hash, folderMillis } of readMigrationFiles({ migrationsFolder })) {
    if (folderMillis > when) break
    for (const statement of sql) await database.executeSql(statement)
    await database.executeSql('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
      hash,
      folderMillis,
    ])
  }
  await database.executeSql(await readFile('db/fixtures/pg-boss-10.sql', 'utf8'))
  return database
}

async function openEmpty(): Promise<Database> {
  if ((await testDatabase()).kind === 'pglite') return overPglite(await PGlite.create())
  const { database } = await ownPostgres()
  for (const schema of ['public', 'drizzle']) await database.executeSql(`drop schema ${schema} cascade`)
  await database.executeSql('create schema public')
  return database
}
