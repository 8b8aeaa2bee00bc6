import { eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/client'
import { listed, ofList, prepared, preparedOn } from '@/db/prepared'
import { addressed, deviceNow } from '@/db/queries/devices/device-now'
import { isArchived } from '@/db/queries/in-use'
import { apps, companies, environments } from '@/db/schema/companies'
import { customers, type DeviceStatus, devices, type Permission } from '@/db/schema/customers'
import { type DeliveryState, deliveries, type NotificationType, notifications } from '@/db/schema/notifications'
import { blockedAddresses } from './holds'

export type Sendable = Awaited<ReturnType<typeof loadSendables>>[number]

/** Everything the worker needs to know about these deliveries, in one query. */
export async function loadSendables(db: Db, { ids, now }: { ids: string[]; now: Date }) {
  const rows = await sendables(db).execute({ ids: listed(ids), now: now.toISOString() })
  return rows.map((row) => ({ ...row, loadedAt: now }))
}

const earlier = alias(deliveries, 'earlier')

const sendables = preparedOn((db) =>
  db
    .select({
      ...addressed,
      state: deliveries.state,
      reason: deliveries.reason,
      attemptCount: deliveries.attemptCount,
      createdAt: deliveries.createdAt,
      traceId: deliveries.traceId,
      traceParent: deliveries.traceParent,
      conversationId: notifications.conversationId,
      title: notifications.title,
      body: notifications.body,
      unread: notifications.unread,
      payload: notifications.payload,
      headers: notifications.headers,
      ignoresPresence: notifications.ignoresPresence,
      sentAt: notifications.sentAt,
      user: { id: customers.userId, anonymousId: customers.anonymousId },
      environment: {
        name: environments.name,
        apnsServer: environments.apnsServer,
        bundleId: apps.bundleId,
        blockedReason: environments.blockedReason,
        blockedAddresses,
        isArchived,
      },
      device: deviceNow(sql`${sql.placeholder('now')}::timestamptz`),
      /** The previous delivery of the same conversation to the same device, if it hasn't ended. */
      predecessorId: sql<string | null>`case when ${deliveries.orderKey} is not null then (
        select ${earlier.id} from ${deliveries} as ${sql.identifier('earlier')}
        where ${earlier.orderKey} = ${deliveries.orderKey} and ${earlier.state} in ('queued', 'sending', 'retrying')
          and (${earlier.createdAt}, ${earlier.id}) < (${deliveries.createdAt}, ${deliveries.id})
        order by ${earlier.createdAt} desc, ${earlier.id} desc limit 1) end`,
    })
    .from(deliveries)
    .innerJoin(notifications, eq(notifications.id, deliveries.notificationId))
    .innerJoin(environments, eq(environments.id, deliveries.environmentId))
    .innerJoin(apps, eq(apps.id, environments.appId))
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .leftJoin(customers, eq(customers.id, deliveries.customerId))
    .leftJoin(devices, eq(devices.id, deliveries.deviceId))
    .where(sql`${deliveries.id} = any(${ofList(sql`${sql.placeholder('ids')}`)})`)
    .orderBy(deliveries.createdAt, deliveries.id)
    .prepare('load_sendables'),
)

export type HeldDelivery = {
  id: string
  type: NotificationType
  state: DeliveryState
  customerId: string | null
  deviceId: string | null
  expiresAt: Date
  ignoresPresence: boolean
  device: {
    customerId: string
    status: DeviceStatus
    permission: Permission
    isChatConnected: boolean
    isAppActive: boolean
  } | null
}

/**
 * The facts that decide whether these deliveries may be sent, locked until the transaction ends: suppressing one or
 * changing its device has to wait. It never waits itself but skips rows being changed, so it can't deadlock.
 */
export async function holdForSending(db: Db, { ids, now }: { ids: string[]; now: Date }): Promise<HeldDelivery[]> {
  const rows = await hold(db, { ids: listed(ids), now: now.toISOString() })
  return rows.map(({ expiresMs, ...row }) => ({ ...row, expiresAt: new Date(expiresMs) }))
}

const theirs = sql`id = any(array(select device_id from d where device_id is not null))`

const hold = prepared<{ ids: string; now: string }, Omit<HeldDelivery, 'expiresAt'> & { expiresMs: number }>(
  'hold_for_sending',
  ({ ids, now }) => {
    const isLive = sql`p.customer_id = d.customer_id and p.expires_at > ${now}::timestamptz`
    return sql`
      with d as materialized (
        select id, notification_id, type, state, customer_id, device_id, expires_at from deliveries
        where id = any(${ofList(ids)}) for share skip locked
      ), device as materialized (
        select id, customer_id, status, permission from devices where ${theirs} for share skip locked
      ), known as materialized (
        select id from devices where ${theirs}
      )
      select d.id, d.type, d.state, d.customer_id as "customerId", d.device_id as "deviceId",
        (extract(epoch from d.expires_at) * 1000)::float8 as "expiresMs",
        n.ignores_presence as "ignoresPresence",
        case when device.id is not null then jsonb_build_object(
          'customerId', device.customer_id, 'status', device.status, 'permission', device.permission,
          'isChatConnected', exists (select 1 from presence p where ${isLive} and p.chat = 'connected'),
          'isAppActive', exists (select 1 from presence p where ${isLive} and p.app = 'active'
            and (p.device_id is null or p.device_id = device.id))) end as device
      from d join notifications n on n.id = d.notification_id
        left join device on device.id = d.device_id left join known on known.id = d.device_id
      where device.id is not null or known.id is null`
  },
)
