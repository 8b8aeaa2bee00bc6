import { and, asc, desc, eq, ne } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { blockedBy } from '@/db/queries/sending/holds'
import { apps, environments } from '@/db/schema/companies'
import { customers, devices } from '@/db/schema/customers'
import { attempts, deliveries, notifications, receipts } from '@/db/schema/notifications'

type OfDelivery = { environmentId: string; deliveryId: string }

/** One delivery with its notification, customer, device, and app; undefined in another environment. */
export async function findDeliveryDetails(db: Db, { environmentId, deliveryId }: OfDelivery) {
  const [row] = await db
    .select({
      delivery: deliveries,
      notification: notifications,
      customer: { id: customers.id, userId: customers.userId, anonymousId: customers.anonymousId },
      device: {
        id: devices.id,
        status: devices.status,
        statusReason: devices.statusReason,
        statusSince: devices.statusSince,
        permission: devices.permission,
        model: devices.model,
        registeredAt: devices.registeredAt,
        customerId: devices.customerId,
      },
      topic: apps.bundleId,
      blockedReason: environments.blockedReason,
      blockedAt: environments.blockedAt,
      blockedBy,
    })
    .from(deliveries)
    .innerJoin(notifications, eq(notifications.id, deliveries.notificationId))
    .innerJoin(environments, eq(environments.id, deliveries.environmentId))
    .innerJoin(apps, eq(apps.id, environments.appId))
    .leftJoin(customers, eq(customers.id, deliveries.customerId))
    .leftJoin(devices, eq(devices.id, deliveries.deviceId))
    .where(and(eq(deliveries.environmentId, environmentId), eq(deliveries.id, deliveryId)))
  return row
}

/** The newest attempts, in ascending order. */
export async function attemptsOfDelivery(
  db: Db,
  { environmentId, deliveryId, limit = 200 }: OfDelivery & { limit?: number },
) {
  const newest = await db
    .select()
    .from(attempts)
    .where(and(eq(attempts.environmentId, environmentId), eq(attempts.deliveryId, deliveryId)))
    .orderBy(desc(attempts.number), desc(attempts.id))
    .limit(limit)
  return newest.reverse()
}

export function receiptsOfDelivery(
  db: Db,
  { environmentId, notificationId, deviceId }: { environmentId: string; notificationId: string; deviceId: string },
) {
  return db
    .select({ kind: receipts.kind, createdAt: receipts.createdAt })
    .from(receipts)
    .where(
      and(
        eq(receipts.environmentId, environmentId),
        eq(receipts.notificationId, notificationId),
        eq(receipts.deviceId, deviceId),
      ),
    )
    .orderBy(asc(receipts.createdAt))
}

/** The same notification's other deliveries, newest first. */
export function siblingsOfDelivery(
  db: Db,
  { environmentId, deliveryId, notificationId, limit }: OfDelivery & { notificationId: string; limit: number },
) {
  return db
    .select({
      id: deliveries.id,
      deviceId: deliveries.deviceId,
      deviceKind: deliveries.deviceKind,
      address: deliveries.address,
      transport: deliveries.transport,
      state: deliveries.state,
      reason: deliveries.reason,
      isUncertain: deliveries.isUncertain,
      createdAt: deliveries.createdAt,
    })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.environmentId, environmentId),
        eq(deliveries.notificationId, notificationId),
        ne(deliveries.id, deliveryId),
      ),
    )
    .orderBy(desc(deliveries.createdAt), desc(deliveries.id))
    .limit(limit)
}
