import { PGlite } from '@electric-sql/pglite'
import { expect, it } from 'vitest'
import type { Database } from '@/db/client'
import { testDatabase } from '@/db/testing'
import { overPglite } from './embedded'

/** Values that depend on the settings of the server, the database, or the role. */
const asText = `select
  timestamptz '2026-03-14T02:30:00Z'::text as instant,
  '2026-04-05'::date::text as date,
  interval '1 day 02:03:04'::text as interval,
  'a\\b' as literal,
  (0.1::float8 + 0.2::float8)::text as number,
  current_schema() as schema,
  current_setting('default_transaction_isolation') as isolation`

const usual = {
  instant: '2026-03-14 02:30:00+00',
  date: '2026-04-05',
  interval: '1 day 02:03:04',
  literal: 'a\\b',
  number: '0.30000000000000004',
  schema: 'public',
  isolation: 'read committed',
}

const told = async (database: Database) => (await database.executeSql(asText)).rows

it('values have the same text in every session, however the database is configured', async () => {
  expect(await told(await testDatabase())).toEqual([usual])
})

it('values have the same text in the embedded database', async () => {
  const client = await PGlite.create()
  await client.exec(`
    set datestyle = 'German, DMY'; set timezone = 'Asia/Kathmandu'; set intervalstyle = 'sql_standard';
    set extra_float_digits = -3; set default_transaction_isolation = 'serializable'`)
  const database = await overPglite(client)
  expect(await told(database)).toEqual([usual])
  await database.close()
})
