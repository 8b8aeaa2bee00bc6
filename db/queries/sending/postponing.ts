import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { prepared, textsOf } from '@/db/prepared'
import { asJsonb, runSql } from '@/db/raw'
import type { Transport } from '@/db/schema/notifications'
import { storableJson } from '@/db/storable'

// Changes when waiting deliveries are due. Leased ones keep their time.

type Queue = { transport: Transport; environmentId: string }

/** Postpones an environment's due deliveries, spread over a tenth of the time, but never past their expiry. */
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

/** Makes all of an environment's waiting deliveries due now, except where the last response had a Retry-After. */
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

/** Makes the followers of finished deliveries in these conversations due now. Returns how many. */
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

/** Postpones everything else for this device just as long: APNs limits pushes per device. */
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

/** Makes the oldest delivery to a device that hasn't been rejected yet the next to be tried. */
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

/** Locks the waiting rows to be changed in ID order, to avoid deadlocks. */
const held = (condition: SQL) =>
  sql`select due.delivery_id from due_deliveries as due
      where due.leased_until is null and ${condition} order by due.delivery_id for no key update of due`
