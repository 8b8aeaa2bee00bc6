import { and, eq, ne, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/client'
import { prepared } from '@/db/prepared'
import { uuids } from '@/db/raw'
import { environments } from '@/db/schema/companies'
import { type DeviceStatus, type DeviceStatusReason, devices } from '@/db/schema/customers'
import { storableJson } from '@/db/storable'

export type DeviceStatusUpdate = Awaited<ReturnType<typeof lockDevicesToUpdate>>[number]

/** Locks in ID order to prevent deadlocks. `knownElsewhere`: another environment of the app with the address. */
export async function lockDevicesToUpdate(db: Db, { ids }: { ids: string[] }) {
  const other = alias(devices, 'other')
  const otherEnvironment = alias(environments, 'other_environment')
  return db
    .select({
      id: devices.id,
      environmentId: devices.environmentId,
      customerId: devices.customerId,
      status: devices.status,
      registeredAt: devices.registeredAt,
      lastAcceptedAt: devices.lastAcceptedAt,
      knownElsewhere: sql<string | null>`(
        select ${otherEnvironment.name} from ${devices} as ${sql.identifier('other')}
        join ${environments} as ${sql.identifier('other_environment')} on ${otherEnvironment.id} = ${other.environmentId}
        where ${and(
          eq(other.address, devices.address),
          eq(other.kind, devices.kind),
          eq(otherEnvironment.appId, environments.appId),
          ne(other.environmentId, devices.environmentId),
        )} limit 1)`,
    })
    .from(devices)
    .innerJoin(environments, eq(environments.id, devices.environmentId))
    .where(sql`${devices.id} = any(${uuids(ids)})`)
    .orderBy(devices.id)
    .for('no key update', { of: devices })
}

type Accepted = { accepted: { deviceId: string; at: Date }[] }

/**
 * Records to within ten seconds, so that a device with many pushes isn't updated for each. While someone's transaction
 * is open, the dead row versions stay, and every read of the device has to skip them.
 */
export async function noteAccepted(db: Db, { accepted }: Accepted) {
  await note(db, { accepted: storableJson(accepted) })
}

/** Makes suspect devices active again after an accepted push, and returns them. */
export const clearSuspects = (db: Db, { accepted }: Accepted) => clear(db, { accepted: storableJson(accepted) })

/** Locks in ID order. */
const held = (accepted: SQL, condition: SQL) => sql`
  select devices.id, given.at from devices join (
    select "deviceId" as id, max(at) as at from jsonb_to_recordset(${accepted}::jsonb) as a("deviceId" uuid, at timestamptz)
    group by 1
  ) as given on given.id = devices.id
  where ${condition} order by devices.id for no key update of devices`

const noteEvery = sql`interval '10 seconds'`

const note = prepared<{ accepted: string }, never>(
  'note_accepted',
  ({ accepted }) => sql`
    with held as (${held(accepted, sql`devices.last_accepted_at is null or devices.last_accepted_at <= given.at - ${noteEvery}`)})
    update devices set last_accepted_at = held.at from held where devices.id = held.id`,
)

const clear = prepared<{ accepted: string }, { id: string; environmentId: string; customerId: string }>(
  'clear_suspects',
  ({ accepted }) => sql`
    with held as (${held(accepted, sql`devices.status = 'suspect'`)})
    update devices set status = 'active', status_reason = 'registered', status_since = held.at
    from held where devices.id = held.id
    returning devices.id, devices.environment_id as "environmentId", devices.customer_id as "customerId"`,
)

export async function markRejected(
  db: Db,
  {
    id,
    at,
    reason,
    status,
  }: { id: string; at: Date; reason: string; status?: { status: DeviceStatus; reason: DeviceStatusReason } },
) {
  await db
    .update(devices)
    .set({
      lastRejectedAt: at,
      lastRejectedReason: reason,
      ...(status && { status: status.status, statusReason: status.reason, statusSince: at }),
    })
    .where(eq(devices.id, id))
}
