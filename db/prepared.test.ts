import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { listed, ofList, prepared, preparedOn } from './prepared'
import { devices } from './schema/customers'
import { testDatabase } from './testing'

const among = prepared<{ ids: string; name: string }, { id: string; name: string }>(
  'test_among',
  ({ ids, name }) => sql`select id, ${name}::text as name from unnest(${ofList(ids)}) as id`,
)
const ids = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002']

it('uses the values of each call, on a database and in its transactions', async () => {
  const { db } = await testDatabase()
  expect(await among(db, { ids: listed(ids), name: 'one' })).toEqual(ids.map((id) => ({ id, name: 'one' })))
  expect(await among(db, { ids: listed([]), name: 'two' })).toEqual([])
  await db.transaction(async (tx) => {
    expect(await among(tx, { ids: listed(ids.slice(1)), name: 'three' })).toEqual([{ id: ids[1], name: 'three' }])
  })
})

it('builds a drizzle statement once per database', async () => {
  const { db } = await testDatabase()
  let made = 0
  const none = preparedOn((on) => {
    made += 1
    return on.select({ id: devices.id }).from(devices).where(sql`false`).prepare('test_none')
  })
  expect(await none(db).execute()).toEqual([])
  expect(await none(db).execute()).toEqual([])
  expect(made).toBe(1)
})
