import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { listed, ofList, prepared } from '@/db/prepared'
import { asJsonb, runSql, uuids } from '@/db/raw'
import { inOrder } from '@/db/row-order'
import type { Transport } from '@/db/schema/notifications'

// Claiming, leasing, and giving back. A row waits while leased_until is null. insertDeliveries adds it, writeAttempts
// ends it. The queue is mostly empty, so statistics often claim that it has no rows. A join would then be planned as a
// full scan per outer row, so every statement finds rows by a list of IDs.

/** An unrenewed lease ends after this time, and another worker takes over. */
const lease = sql`interval '15 seconds'`

/** The deliveries that are in the queue, waiting or leased. */
export async function queuedAmong(db: Db, { ids }: { ids: string[] }) {
  if (ids.length === 0) return []
  const { rows } = await runSql<{ id: string }>(
    db,
    sql`select delivery_id as id from due_deliveries where delivery_id = any(${uuids(ids)})`,
  )
  return rows.map(({ id }) => id)
}

export type ClaimedDeliveries = {
  ids: string[]
  /** Time until the next one is due; null if none waits. */
  nextMs: number | null
  /** Where the next claim starts: everything due earlier has been claimed, except rows committed late. */
  since: Date
}

/** How late a row may commit after its due time for the next claims to find it. After that, `oldestDue` does. */
const commitMax = sql`interval '2 seconds'`

/**
 * Claims due deliveries, oldest first, except those of the excluded environments. Starting at `since` avoids dead rows
 * that can't be vacuumed while someone's transaction is open.
 */
export async function claimDue(
  db: Db,
  {
    transport,
    limit,
    except = [],
    since = new Date(0),
  }: { transport: Transport; limit: number; except?: string[]; since?: Date },
): Promise<ClaimedDeliveries> {
  const [found] = await claim(db, { transport, limit, except: listed(except), since: since.toISOString() })
  if (!found) throw new Error('a claim gives one row')
  const { ids, nextMs, sinceMs } = found
  // Excluded deliveries have to be found again.
  const next = except.length ? since : new Date(Math.max(sinceMs, since.getTime()))
  return { ids, nextMs, since: next }
}

const claim = prepared<
  { transport: Transport; limit: number; except: string; since: string },
  { ids: string[]; nextMs: number | null; sinceMs: number }
>(
  'claim_due',
  ({ transport, limit, except, since }) => sql`
    with due as (
      select delivery_id, due_at from due_deliveries
      where transport = ${transport} and leased_until is null and due_at <= now() and due_at >= ${since}::timestamptz
        and environment_id <> all(${ofList(except)})
      order by due_at, uuid_send(delivery_id)
      limit ${limit}::int
      for update skip locked
    ), claimed as (
      update due_deliveries as held set leased_until = now() + ${lease}, is_requested = false
      where held.delivery_id = any(array(select delivery_id from due))
      returning held.delivery_id as id, held.due_at
    ), ended as (
      select coalesce(jsonb_agg(id order by due_at, id), '[]') as ids, count(*) = ${limit}::int as is_full, max(due_at) as last
      from claimed
    )
    select ids,
      (select extract(epoch from due_at - now()) * 1000 from due_deliveries
        where transport = ${transport} and leased_until is null and due_at > now()
        order by due_at limit 1)::float8 as "nextMs",
      (extract(epoch from case when is_full then last else now() end - ${commitMax}) * 1000)::float8 as "sinceMs"
    from ended`,
)

/** The due time of the oldest due delivery; undefined if none is due. */
export async function oldestDue(db: Db, { transport }: { transport: Transport }): Promise<Date | undefined> {
  const { rows } = await runSql<{ ms: number }>(
    db,
    sql`select (extract(epoch from due_at) * 1000)::float8 as ms from due_deliveries
        where transport = ${transport} and leased_until is null and due_at <= now() order by due_at limit 1`,
  )
  return rows[0] && new Date(rows[0].ms)
}

/**
 * Records that their requests are about to be sent. None may be sent before this is written: a worker that takes over
 * from a dead process counts an attempt for these deliveries only. The commit is asynchronous; those that follow make it
 * survive a crash of PostgreSQL.
 */
export async function markRequests(db: Db, { ids }: { ids: string[] }) {
  await mark(db, { ids: listed(ids) })
}

const mark = prepared<{ ids: string }, never>(
  'mark_requests',
  ({ ids }) => sql`
    with quickly as (select set_config('synchronous_commit', 'off', true)), held as (
      select delivery_id from due_deliveries, quickly
      where delivery_id = any(${ofList(ids)}) order by delivery_id for no key update of due_deliveries)
    update due_deliveries set is_requested = true where delivery_id = any(array(select delivery_id from held))`,
)

export async function renewLeases(db: Db, { ids }: { ids: string[] }) {
  if (ids.length === 0) return
  // A locked row is just being ended: waiting for it could deadlock, and it needs no renewal.
  await db.execute(
    sql`with held as materialized (
          select delivery_id from due_deliveries
          where delivery_id = any(${uuids(ids)}) and leased_until is not null for update skip locked)
        update due_deliveries set leased_until = now() + ${lease}
        where delivery_id = any(array(select delivery_id from held))`,
  )
}

/** Removes deliveries that ended without their worker: suppressed, or deleted. */
export async function deleteDue(db: Db, { ids }: { ids: string[] }) {
  if (ids.length === 0) return
  await db.execute(
    sql`with ended as (
          select delivery_id from due_deliveries where delivery_id = any(${uuids(ids)}) order by delivery_id for update)
        delete from due_deliveries where delivery_id = any(array(select delivery_id from ended))`,
  )
}

/** Puts deliveries back into the queue, due at the given time, but never in the past, where claims no longer look. */
export async function giveBackDue(db: Db, { due }: { due: { id: string; dueAt: Date }[] }) {
  if (due.length === 0) return
  await db.execute(
    sql`with back as (
          select due.delivery_id, back."dueAt"
          from jsonb_to_recordset(${asJsonb(inOrder(due, 'id'))}) as back(id uuid, "dueAt" timestamptz)
            join due_deliveries as due on due.delivery_id = back.id
          where due.delivery_id = any(${uuids(due.map(({ id }) => id))})
          order by due.delivery_id for no key update of due)
        update due_deliveries as due set due_at = greatest(back."dueAt", now()), leased_until = null
        from back where due.delivery_id = back.delivery_id and due.delivery_id = any(array(select delivery_id from back))`,
  )
}
