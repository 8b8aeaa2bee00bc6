import { and, eq, ne, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '../client'
import { json, run, uuids } from '../raw'
import { environments } from '../schema/companies'
import { type DeviceStatus, type DeviceStatusReason, devices } from '../schema/customers'

export type JudgedDevice = Awaited<ReturnType<typeof lockJudgedDevices>>[number]

/** In the order of their ids, so that two workers never wait for each other. Says whether the address is known elsewhere in the app. */
export async function lockJudgedDevices(db: Db, { ids }: { ids: string[] }) {
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

/** Gives those that were suspect: an accepted push clears them. */
export async function markAccepted(db: Db, { accepted }: { accepted: { deviceId: string; at: Date }[] }) {
  const { rows } = await run<{ id: string; environmentId: string; customerId: string }>(
    db,
    sql`with given as (
      select "deviceId" as id, max(at) as at from jsonb_to_recordset(${json(accepted)}) as a("deviceId" uuid, at timestamptz)
      group by 1
    ), held as (
      select devices.id, devices.status, given.at from devices join given on given.id = devices.id
      order by devices.id for no key update of devices
    ), marked as (
      update devices set
        last_accepted_at = greatest(devices.last_accepted_at, held.at),
        status = case when held.status = 'suspect' then 'active' else devices.status end,
        status_reason = case when held.status = 'suspect' then 'registered' else devices.status_reason end,
        status_since = case when held.status = 'suspect' then held.at else devices.status_since end
      from held where devices.id = held.id
      returning devices.id, devices.environment_id, devices.customer_id, held.status as was
    )
    select id, environment_id as "environmentId", customer_id as "customerId" from marked where was = 'suspect'`,
  )
  return rows
}

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
