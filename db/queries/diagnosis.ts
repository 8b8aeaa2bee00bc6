import { and, asc, desc, eq, inArray, notInArray } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { apps, companies, environments } from '@/db/schema/companies'
import { companyEndpoints } from '@/db/schema/credentials'
import { attempts, deliveries, notifications } from '@/db/schema/notifications'
import { isArchived } from './in-use'
import { blockedBy } from './sending/holds'

/** The state that every push of the environment depends on. Reads no secrets. */
export async function findEnvironmentHealth(db: Db, { environmentId }: { environmentId: string }) {
  const [row] = await db
    .select({
      id: environments.id,
      name: environments.name,
      appId: apps.id,
      appName: apps.name,
      appSlug: apps.slug,
      companyId: companies.id,
      companySlug: companies.slug,
      bundleId: apps.bundleId,
      isArchived,
      apnsServer: environments.apnsServer,
      blockedReason: environments.blockedReason,
      blockedAt: environments.blockedAt,
      blockedBy,
      endpointUrl: companyEndpoints.url,
      endpointUsedFor: companyEndpoints.usedFor,
      endpointFailuresInRow: companyEndpoints.failuresInRow,
      endpointOpenUntil: companyEndpoints.openUntil,
    })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .leftJoin(companyEndpoints, eq(companyEndpoints.environmentId, environments.id))
    .where(eq(environments.id, environmentId))
  return row
}

export async function findNotificationOf(
  db: Db,
  { environmentId, notificationId }: { environmentId: string; notificationId: string },
) {
  const [row] = await db
    .select({
      id: notifications.id,
      customerId: notifications.customerId,
      type: notifications.type,
      externalId: notifications.externalId,
      requestId: notifications.requestId,
      title: notifications.title,
      expiresAt: notifications.expiresAt,
      createdAt: notifications.createdAt,
    })
    .from(notifications)
    .where(and(eq(notifications.environmentId, environmentId), eq(notifications.id, notificationId)))
  return row
}

/** With or without tests from staff. */
export async function latestNotificationOf(
  db: Db,
  { environmentId, customerId, hasTests }: { environmentId: string; customerId: string; hasTests: boolean },
) {
  const [row] = await db
    .select({
      id: notifications.id,
      type: notifications.type,
      externalId: notifications.externalId,
      requestId: notifications.requestId,
      title: notifications.title,
      createdAt: notifications.createdAt,
    })
    .from(notifications)
    .where(
      and(
        eq(notifications.environmentId, environmentId),
        eq(notifications.customerId, customerId),
        notInArray(notifications.type, without(hasTests)),
      ),
    )
    .orderBy(desc(notifications.createdAt), desc(notifications.id))
    .limit(1)
  return row
}

type ToDevice = { environmentId: string; deviceId: string; customerId: string; hasTests: boolean }

/** The newest delivery meant for this customer on this device, with or without tests from staff. */
export async function latestDeliveryTo(db: Db, { environmentId, deviceId, customerId, hasTests }: ToDevice) {
  const [row] = await db
    .select()
    .from(deliveries)
    .where(
      and(
        eq(deliveries.environmentId, environmentId),
        eq(deliveries.deviceId, deviceId),
        eq(deliveries.customerId, customerId),
        notInArray(deliveries.type, without(hasTests)),
      ),
    )
    .orderBy(desc(deliveries.createdAt), desc(deliveries.id))
    .limit(1)
  return row
}

const without = (hasTests: boolean): ('probe' | 'test')[] => (hasTests ? ['probe'] : ['probe', 'test'])

/** The last attempt of each delivery, oldest delivery first. */
export function lastAttemptsOf(
  db: Db,
  { environmentId, deliveryIds }: { environmentId: string; deliveryIds: string[] },
) {
  if (deliveryIds.length === 0) return []
  return db
    .selectDistinctOn([attempts.deliveryId], {
      deliveryId: attempts.deliveryId,
      number: attempts.number,
      outcome: attempts.outcome,
      status: attempts.status,
      reason: attempts.reason,
      startedAt: attempts.startedAt,
      durationMs: attempts.durationMs,
    })
    .from(attempts)
    .where(and(eq(attempts.environmentId, environmentId), inArray(attempts.deliveryId, deliveryIds)))
    .orderBy(asc(attempts.deliveryId), desc(attempts.number))
}
