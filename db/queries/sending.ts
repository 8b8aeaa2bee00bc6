import { eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '../client'
import { uuids } from '../raw'
import { apps, companies, environments } from '../schema/companies'
import { customers, devices } from '../schema/customers'
import { deliveries, notifications } from '../schema/notifications'
import { addressed, deviceNow } from './device-now'
import { blockedAddresses } from './holds'
import { isArchived } from './in-use'

export type Sendable = Awaited<ReturnType<typeof loadSendables>>[number]

/** Everything the worker has to know of these deliveries, in one question. */
export async function loadSendables(db: Db, { ids, now }: { ids: string[]; now: Date }) {
  const earlier = alias(deliveries, 'earlier')
  const rows = await db
    .select({
      ...addressed,
      state: deliveries.state,
      reason: deliveries.reason,
      attemptCount: deliveries.attemptCount,
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
        blockedAddresses,
        isArchived,
      },
      device: deviceNow(now),
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
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .leftJoin(customers, eq(customers.id, deliveries.customerId))
    .leftJoin(devices, eq(devices.id, deliveries.deviceId))
    .where(sql`${deliveries.id} = any(${uuids(ids)})`)
    .orderBy(deliveries.createdAt, deliveries.id)
  return rows.map((row) => ({ ...row, loadedAt: now }))
}
