import { type SQL, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeEnvironment } from '@/db/factories'
import { nameOf, retention } from '@/db/retention'
import { customers, devices } from '@/db/schema/customers'
import { inRollback } from '@/db/testing'
import { indexed, some } from './look-up/containing'
import { endsWith, folded, isNamedLike, isNamedLikeStart, startsWith, texts } from './matching'
import { dropStatement, walkStatement } from './retention'

/** The plan when scanning the whole table is the last resort, as it is for a large table. */
async function planOf(db: Db, statement: SQL) {
  await db.execute(sql`set local enable_seqscan = off`)
  await db.execute(sql`set local enable_sort = off`)
  const result = await db.execute(sql`explain (costs off, verbose) ${statement}`)
  const { rows } = result as unknown as { rows: { 'QUERY PLAN': string }[] }
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

/** Enough customers and devices for the planner to prefer one index over another. */
async function fill(db: Db, environmentId: string) {
  await db.execute(sql`
    with made as (
      insert into customers (id, environment_id, user_id, anonymous_id)
      select gen_random_uuid(), ${environmentId}::uuid, case when n % 2 = 0 then md5(n::text) end,
        case when n % 2 = 1 then md5(n::text) end
      from generate_series(1, 2000) n returning id)
    insert into devices (id, environment_id, customer_id, kind, address, permission)
    select gen_random_uuid(), ${environmentId}::uuid, id, 'uuid', md5(id::text), 'authorized' from made`)
  for (const table of [customers, devices]) await db.execute(sql`analyze ${table}`)
}

const inEnvironment = (environmentId: string) => sql`environment_id = ${environmentId}`

it.each([
  ['user ID', customers, isNamedLikeStart(customers.userId, 'abc'), `user_id.* ~?>=~? 'abc'`],
  ['anonymous ID', customers, isNamedLikeStart(customers.anonymousId, 'abc'), `anonymous_id.* ~?>=~? 'abc'`],
  ['whole user ID', customers, isNamedLike(customers.userId, 'abc'), `user_id.* = 'abc'`],
  ['whole anonymous ID', customers, isNamedLike(customers.anonymousId, 'abc'), `anonymous_id.* = 'abc'`],
  ['start of an address', devices, startsWith(devices.address, 'abc'), `address ~?>=~? 'abc'`],
  ['end of an address', devices, endsWith(devices.address, 'abc'), `reverse\\(devices.address\\) ~?>=~? 'cba'`],
])('searches by the %s through a range of an index, in any collation', (_, table, matches, range) =>
  inRollback(async (db) => {
    const { id } = await makeEnvironment(db)
    await fill(db, id)
    const plan = await planOf(db, sql`select id from ${table} where ${inEnvironment(id)} and ${matches}`)
    expect(plan).toMatch(new RegExp(`Index Cond: .*${range}`))
    expect(plan).not.toContain('Seq Scan')
  }),
)

it('searches by any part of an ID through the index of its pieces', () =>
  inRollback(async (db) => {
    const { id } = await makeEnvironment(db)
    await fill(db, id)
    const plan = await planOf(db, indexed([id], 'abcd', 9))
    expect(plan).toMatch(/Bitmap Index Scan on (public\.)?customers_pieces_idx/)
    expect(plan).not.toContain('Seq Scan')
  }))

it('reads a sample, and each environment’s first IDs by an index, when many IDs contain the text', () =>
  inRollback(async (db) => {
    const { id } = await makeEnvironment(db)
    await fill(db, id)
    const plan = await planOf(db, some([id], 'abcd', 9, 1))
    expect(plan).toMatch(/Sample Scan on (public\.)?customers/)
    expect(plan).toMatch(/Index Scan using customers_user_folded_idx/)
    expect(plan).not.toContain('Seq Scan')
  }))

it('finds customers with a similar ID by the index, however many names are tried', () =>
  inRollback(async (db) => {
    const { id } = await makeEnvironment(db)
    await fill(db, id)
    const names = texts(Array.from({ length: 500 }, (_, index) => `maria-${index}`))
    const plan = await planOf(
      db,
      sql`select id from customers where environment_id = any(array[${id}::uuid]) and ${folded(customers.userId)} = any(${names})`,
    )
    expect(plan).toMatch(/Index (Only )?Scan (using|on) customers_user_folded_idx/)
    expect(plan).not.toContain('Seq Scan')
  }))

it.each(retention.map((rule) => ({ table: nameOf(rule), rule })))(
  'finds old rows of $table, and the rows that keep them, by an index',
  ({ table, rule }) =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const batch = { rule, before: new Date(), limit: 1_000 }
      const statement = rule.walk
        ? walkStatement({ ...batch, walk: rule.walk, after: environmentId })
        : dropStatement({ ...batch, environmentId: rule.environment && environmentId })
      const plan = await planOf(db, statement)
      expect(plan).toMatch(new RegExp(`Index( Only)? Scan using ${rule.index} on (public\\.)?${table}`))
      const key = rule.walk?.name ?? rule.column.name
      expect(plan).toMatch(new RegExp(`Index Cond: .*${key} [<>] `))
      expect(plan).not.toContain('Seq Scan')
      if (!rule.walk) expect(plan).not.toContain('Sort')
    }),
)
