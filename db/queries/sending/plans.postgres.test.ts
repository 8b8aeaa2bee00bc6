import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeDelivery, makeEnvironment } from '@/db/factories'
import { makeDue } from '@/db/make-due'
import { runSql } from '@/db/raw'
import { inRollback } from '@/db/testing'
import { claimDue, deleteDue, giveBackDue, markRequests, renewLeases } from './due-deliveries'

/** Too many for the planner to prefer a sequential scan. */
const waiting = 20_000
const asked = 50

/** How many queue rows this transaction has read so far. */
async function rowsRead(db: Db) {
  const { rows } = await runSql<{ read: number }>(
    db,
    sql`select (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as read
        from pg_stat_xact_user_tables where relname = 'due_deliveries'`,
  )
  return rows[0]?.read ?? 0
}

/** How often this transaction has scanned the claim index, which can find an ID only by a full scan. */
async function claimScans(db: Db) {
  const { rows } = await runSql<{ scans: number }>(
    db,
    sql`select pg_stat_get_xact_numscans('due_deliveries_due_idx'::regclass)::int as scans`,
  )
  return rows[0]?.scans ?? 0
}

/** A full queue, with statistics of an empty one. */
async function fullQueue(db: Db) {
  const environment = await makeEnvironment(db)
  const delivery = await makeDelivery(db, { environmentId: environment.id, state: 'queued' })
  const { transport } = delivery
  await makeDue(db, { id: delivery.id, transport, environmentId: environment.id })
  await db.execute(sql`
    insert into deliveries select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid()))).*
    from deliveries as d, generate_series(2, ${waiting}) where d.id = ${delivery.id}`)
  await db.execute(sql`
    insert into due_deliveries (delivery_id, transport, environment_id, due_at)
    select id, transport, environment_id, now() from deliveries
    where environment_id = ${environment.id} on conflict do nothing`)
  await db.execute(sql`update pg_class set reltuples = 0, relpages = 200 where relname = 'due_deliveries'`)
  return { transport }
}

it('no statement about some of the queue scans all of it for each row, even with statistics of an empty queue', () =>
  inRollback(async (db) => {
    const { transport } = await fullQueue(db)
    await claimDue(db, { transport, limit: waiting })
    const { rows } = await runSql<{ id: string }>(
      db,
      sql`select delivery_id as id from due_deliveries where transport = ${transport} order by delivery_id limit ${asked}`,
    )
    const ids = rows.map(({ id }) => id)
    const scansBefore = await claimScans(db)
    for (const act of [
      () => renewLeases(db, { ids }),
      () => markRequests(db, { ids }),
      () => giveBackDue(db, { due: ids.map((id) => ({ id, dueAt: new Date() })) }),
      () => deleteDue(db, { ids }),
    ]) {
      const before = await rowsRead(db)
      await act()
      // Both the lock and the change look up each row.
      expect((await rowsRead(db)) - before).toBeLessThan(6 * asked)
    }
    expect(await claimScans(db)).toBe(scansBefore)
  }))
