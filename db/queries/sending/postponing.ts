import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { prepared, textsOf } from '@/db/prepared'
import { asJsonb, runSql } from '@/db/raw'
import type { Transport } from '@/db/schema/notifications'
import { storableJson } from '@/db/storable'

// Moves the time of what waits. What a worker holds keeps its time.

type Queue = { transport: Transport; environmentId: string }

/** All that is due of one environment waits some more, spread over a tenth of the time, but never beyond its expiry. */
export async function postponeEnvironment(db: Db, { transport, environmentId, until }: Queue & { until: Date }) {
  const at = sql`${until.toISOString()}::timestamptz`
  const condition = sql`due.transport = ${transport} and due.environment_id = ${environmentId} and due.due_at < ${at}`
  await db.execute(
    sql`with held as (${held(condition)})
        update due_deliveries as due
        set due_at = least(${at} + random() * (${at} - now()) / 10, greatest(delivery.expires_at, now()))
        from deliveries as delivery
        where delivery.id = due.delivery_id and due.delivery_id = any(array(select delivery_id from held))`,
  )
}

/** All that waits of one environment is due now, but for what the last answer asked to wait with (Retry-After). */
export async function wakeEnvironment(db: Db, { transport, environmentId }: Queue): Promise<number> {
  const condition = sql`due.transport = ${transport} and due.environment_id = ${environmentId} and due.due_at > now()`
  const { rows } = await runSql<{ id: string }>(
    db,
    sql`with held as (${held(condition)})
        update due_deliveries as due
        set due_at = case when delivery.reason <> 'circuit_open' and exists (
            select 1 from attempts a where a.delivery_id = delivery.id and a.number = delivery.attempt_count
              and a.response->'headers'->>'retry-after' is not null)
          then greatest(now(), delivery.next_attempt_at) else now() end
        from deliveries as delivery
        where delivery.id = due.delivery_id and due.delivery_id = any(array(select delivery_id from held))
        returning due.delivery_id as id`,
  )
  return rows.length
}

/** What follows in the conversations whose turn has ended need not wait for its safety time. Gives how many. */
export async function wakeFollowers(db: Db, { orderKeys }: { orderKeys: string[] }): Promise<number> {
  if (orderKeys.length === 0) return 0
  return (await followers(db, { orderKeys: storableJson(orderKeys) })).length
}

const followers = prepared<{ orderKeys: string }, { id: string }>(
  'wake_followers',
  ({ orderKeys }) => sql`
    with follower as (
      select id from deliveries
      where order_key = any(${textsOf(orderKeys)})
        and state in ('queued', 'retrying') and attempt_count = 0
    ), held as (${held(sql`due.due_at > now() and due.delivery_id = any(array(select id from follower))`)})
    update due_deliveries set due_at = now()
    where delivery_id = any(array(select delivery_id from held))
    returning delivery_id as id`,
)

/** Whatever else waits for this device waits as long: APNs counts pushes by device. */
export async function postponeDevice(
  db: Db,
  { environmentId, deviceId, until }: { environmentId: string; deviceId: string; until: Date },
) {
  const at = sql`${until.toISOString()}::timestamptz`
  await db.execute(
    sql`with waiting as (
          select id from deliveries where environment_id = ${environmentId} and device_id = ${deviceId}
            and state in ('queued', 'retrying') and transport = 'apns'
        ), held as (${held(sql`due.due_at < ${at} and due.delivery_id = any(array(select id from waiting))`)})
        update due_deliveries as due
        set due_at = greatest(least(${at} + random() * interval '1 second', delivery.expires_at), now())
        from deliveries as delivery
        where delivery.id = due.delivery_id and due.delivery_id = any(array(select delivery_id from held))`,
  )
}

/** The oldest that waits for a device which was not refused yet is the next to be tried. */
export async function wakeProbe(
  db: Db,
  { environmentId, except, at }: { environmentId: string; except: string[]; at: Date },
) {
  const time = sql`${at.toISOString()}::timestamptz`
  const { rows } = await runSql<{ id: string }>(
    db,
    sql`with probe as (
          select due.delivery_id from due_deliveries as due join deliveries d on d.id = due.delivery_id
          where due.transport = 'apns' and due.environment_id = ${environmentId} and due.leased_until is null
            and d.state in ('queued', 'retrying') and d.address not in (select jsonb_array_elements_text(${asJsonb(except)}))
          order by due.due_at, uuid_send(due.delivery_id) limit 1 for no key update of due skip locked
        )
        update due_deliveries as due set due_at = greatest(${time}, now())
        from probe where due.delivery_id = probe.delivery_id and due.due_at > ${time}
        returning due.delivery_id as id`,
  )
  return rows.map(({ id }) => id)
}

/** The waiting rows that a statement is about to change, taken in the order of their ids, so that no two wait in a circle. */
const held = (condition: SQL) =>
  sql`select due.delivery_id from due_deliveries as due
      where due.leased_until is null and ${condition} order by due.delivery_id for no key update of due`
