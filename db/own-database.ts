import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { openDatabase } from './open-database'

type Asked = { serverUrl: string; namePrefix: string; poolMax?: number; isUnusual?: boolean }

/** A new, migrated database on the server, for tests and benchmarks that must not see other rows. */
export async function ownDatabase({ serverUrl, namePrefix, poolMax, isUnusual = false }: Asked) {
  const name = `${namePrefix}_${randomBytes(4).toString('hex')}`
  const onServer = (statement: string) => runOn(serverUrl, statement)
  if (isUnusual) await createUnusual(name, onServer)
  else await onServer(`create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const database = await openDatabase({ url: url.href, dataDir: '', poolMax })
  await database.migrate()
  return {
    database,
    url: url.href,
    /** Runs without the product's timeouts: a benchmark's millions of rows take minutes. */
    atLeisure: { executeSql: (text: string, values?: unknown[]) => runOn(url.href, text, values) },
    /** While refused, existing connections stay open, and new ones fail. */
    refuseConnections: (isRefused: boolean) => onServer(`alter database ${name} allow_connections ${!isRefused}`),
    async drop() {
      await database.close()
      await onServer(`drop database if exists ${name} with (force)`)
    },
  }
}

async function createUnusual(name: string, onServer: (statement: string) => Promise<{ rowCount: number | null }>) {
  const { rowCount } = await onServer(
    `select from pg_collation where collname = 'tr-x-icu' and current_setting('server_version_num')::int >= 150000`,
  )
  await onServer(`create database ${name}${rowCount ? turkish : ''}`)
  for (const [parameter, value] of Object.entries(unusual))
    await onServer(`alter database ${name} set ${parameter} = ${value}`)
}

/** Doesn't sort or compare bytewise, and lowercases I to a dotless ı. */
const turkish = ` template template0 encoding 'UTF8' locale 'C' locale_provider icu icu_locale 'tr-TR'`

/** Settings an operator may have chosen for other programs, which must make no difference here. */
const unusual = {
  datestyle: `'German, DMY'`,
  intervalstyle: 'sql_standard',
  timezone: `'Asia/Kathmandu'`,
  standard_conforming_strings: 'off',
  bytea_output: 'escape',
  extra_float_digits: '-3',
  search_path: 'elsewhere',
  default_transaction_isolation: 'serializable',
  default_transaction_deferrable: 'on',
  transform_null_equals: 'on',
  statement_timeout: `'1s'`,
  lock_timeout: `'1s'`,
  idle_in_transaction_session_timeout: `'1s'`,
  idle_session_timeout: `'1s'`,
}

async function runOn(url: string, statement: string, values?: unknown[]) {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(statement, values)
  } finally {
    await client.end()
  }
}
