import { join } from 'node:path'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { keepPositionsRising } from './event-clock'
import { ownVersion } from './own-version'

export const migrationsFolder = join(process.cwd(), 'db/migrations')

type ExecuteSql = (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>
type Migrating = {
  executeSql: ExecuteSql
  /** Applies the missing migrations in one transaction. */
  apply: () => Promise<void>
  /** Several processes use the database: indexes on existing tables are built without blocking writers. */
  isShared: boolean
}

/** A newer version of Pushdesk has migrated the database, and this version can't work with it. */
export class SchemaTooNew extends Error {}

/** Brings the schema up to date. The caller makes sure that no other process migrates at the same time. */
export async function migrateOnce({ executeSql, apply, isShared }: Migrating) {
  const files = readMigrationFiles({ migrationsFolder })
  const newest = Math.max(...files.map(({ folderMillis }) => folderMillis))
  const version = await ownVersion()
  const reached = await migratedTo(executeSql)
  if (reached > newest) throw new SchemaTooNew(await tooNew(executeSql, { reached, version }))
  if (isShared && reached > 0)
    for (const file of files.filter(({ folderMillis }) => folderMillis > reached))
      for (const statement of file.sql) await buildAside(executeSql, statement)
  await apply()
  // The first version to get here is the oldest that can work with this schema.
  await executeSql(
    'insert into schema_versions (migrated_to, version) values ($1, $2) on conflict (migrated_to) do nothing',
    [newest, version],
  )
  await executeSql(keepPositionsRising)
}

async function migratedTo(executeSql: ExecuteSql): Promise<number> {
  if (!(await exists(executeSql, 'drizzle.__drizzle_migrations'))) return 0
  const { rows } = await executeSql('select max(created_at)::float8 as reached from drizzle.__drizzle_migrations')
  const [row] = rows as { reached: number | null }[]
  return row?.reached ?? 0
}

async function exists(executeSql: ExecuteSql, name: string) {
  const { rows } = await executeSql('select to_regclass($1) is not null as found', [name])
  return (rows as { found: boolean }[])[0]?.found ?? false
}

async function tooNew(executeSql: ExecuteSql, { reached, version }: { reached: number; version: string }) {
  const needed = await versionOf(executeSql, reached)
  if (needed && needed !== version)
    return `the database was upgraded by Pushdesk ${needed}, and this is Pushdesk ${version}. Start Pushdesk ${needed} or newer.`
  const when = new Date(reached).toISOString()
  return `the database was upgraded by a newer build of Pushdesk ${version} (migration of ${when}). Start that build or a newer version.`
}

async function versionOf(executeSql: ExecuteSql, reached: number): Promise<string | undefined> {
  if (!(await exists(executeSql, 'public.schema_versions'))) return undefined
  const { rows } = await executeSql('select version from schema_versions where migrated_to = $1', [reached])
  return (rows as { version: string }[])[0]?.version
}

/** Creates an index's functions before the index. The migration creates them again, which changes nothing. */
async function buildAside(executeSql: ExecuteSql, statement: string) {
  if (newFunction.test(statement)) await executeSql(statement)
  else await buildIndex(executeSql, statement)
}

const newFunction = /^\s*(?:--[^\n]*\n\s*)*create or replace function /i
const newIndex = /^\s*create index if not exists "(\w+)" on /i

/**
 * Builds `create index if not exists` of a migration before and outside its transaction, so that registrations and
 * pushes can be written meanwhile. Leaves an index on a table or column of the same migration to the migration.
 */
export async function buildIndex(executeSql: ExecuteSql, statement: string) {
  const name = newIndex.exec(statement)?.[1]
  if (!name) return
  // An interrupted build leaves an invalid index, which is never used.
  const { rows } = await executeSql('select 1 from pg_index where indexrelid = to_regclass($1) and not indisvalid', [
    `public.${name}`,
  ])
  if (rows.length) await executeSql(`drop index concurrently "${name}"`)
  await executeSql(statement.replace(/index if not exists/i, 'index concurrently if not exists')).catch(leftToMigration)
}

const [undefinedTable, undefinedColumn] = ['42P01', '42703']

function leftToMigration(error: Error & { code?: string }) {
  if (error.code !== undefinedTable && error.code !== undefinedColumn) throw error
}
