import { and, eq, gt, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '../client'
import { uuids } from '../raw'
import { apps, environments } from '../schema/companies'
import { customers, devices, presence } from '../schema/customers'
import { deliveries, notifications } from '../schema/notifications'

export type Sendable = Awaited<ReturnType<typeof loadSendables>>[number]

/** Everything the worker has to know of these deliveries, in one question. */
export async function loadSendables(db: Db, { ids, now }: { ids: string[]; now: Date }) {
  const live = and(eq(presence.customerId, deliveries.customerId), gt(presence.expiresAt, now))
  const earlier = alias(deliveries, 'earlier')
  const rows = await db
    .select({
      id: deliveries.id,
      environmentId: deliveries.environmentId,
      notificationId: deliveries.notificationId,
      type: deliveries.type,
      customerId: deliveries.customerId,
      deviceId: deliveries.deviceId,
      deviceKind: deliveries.deviceKind,
      address: deliveries.address,
      transport: deliveries.transport,
      state: deliveries.state,
      reason: deliveries.reason,
      attemptCount: deliveries.attemptCount,
      orderKey: deliveries.orderKey,
      expiresAt: deliveries.expiresAt,
      createdAt: deliveries.createdAt,
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
      },
      device: {
        customerId: devices.customerId,
        status: devices.status,
        permission: devices.permission,
        isChatConnected: sql<boolean>`exists (select 1 from ${presence} where ${live} and ${presence.chat} = 'connected')`,
        isAppActive: sql<boolean>`exists (select 1 from ${presence} where ${live} and ${presence.app} = 'active'
          and (${presence.deviceId} is null or ${presence.deviceId} = ${devices.id}))`,
      },
      /** The one before it in the same conversation to the same device, while that has not ended. */
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
    .leftJoin(customers, eq(customers.id, deliveries.customerId))
    .leftJoin(devices, eq(devices.id, deliveries.deviceId))
    .where(sql`${deliveries.id} = any(${uuids(ids)})`)
    .orderBy(deliveries.createdAt, deliveries.id)
  return rows.map((row) => ({ ...row, loadedAt: now }))
}
