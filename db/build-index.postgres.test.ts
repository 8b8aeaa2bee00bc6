import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPool } from './connection/pool'
import { buildIndex } from './migrate'
import { ownPostgres } from './testing'

let own: Awaited<ReturnType<typeof ownPostgres>>

beforeAll(async () => {
  own = await ownPostgres()
  await own.database.executeSql('create table busy (id int, word text)')
})
afterAll(() => own.drop())

const statement = 'CREATE INDEX IF NOT EXISTS "busy_word_idx" ON "busy" USING btree ("word")'
const isValid = `select indisvalid from pg_index where indexrelid = to_regclass('busy_word_idx')`

it('builds an index on a table in use while other sessions write to it', async () => {
  const others = openPool(own.url, { max: 2 })
  const [first, second] = [await others.connect(), await others.connect()]
  await first.query('begin')
  await first.query('insert into busy values (1)')
  const built = buildIndex(own.database.executeSql, statement)
  // The build waits for writers that began before it; later writers must not wait for the build.
  const waiting = `select 1 from pg_stat_activity where datname = current_database()
    and query ilike '%busy_word_idx%' and wait_event_type = 'Lock'`
  while ((await own.database.executeSql(waiting)).rows.length === 0);
  await second.query(`set lock_timeout = '5s'`)
  await second.query('insert into busy values (2)')
  await first.query('commit')
  await built
  expect((await own.database.executeSql(isValid)).rows).toEqual([{ indisvalid: true }])
  first.release()
  second.release()
  await others.end()
})

it('rebuilds an index that an interrupted build left invalid', async () => {
  await own.database.executeSql(`update pg_index set indisvalid = false where indexrelid = 'busy_word_idx'::regclass`)
  await buildIndex(own.database.executeSql, statement)
  expect((await own.database.executeSql(isValid)).rows).toEqual([{ indisvalid: true }])
})

it.each([
  'CREATE INDEX IF NOT EXISTS "a" ON "absent" USING btree ("word")',
  'CREATE INDEX IF NOT EXISTS "a" ON "busy" USING btree ("absent")',
])('leaves an index on the migration’s own table or column to the migration: %s', async (text) => {
  await expect(buildIndex(own.database.executeSql, text)).resolves.toBeUndefined()
})
