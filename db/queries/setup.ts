import { and, desc, eq, gt, isNotNull, isNull, or } from 'drizzle-orm'
import type { Db } from '../client'
import { apiKeys } from '../schema/credentials'
import { devices } from '../schema/customers'
import { deliveries } from '../schema/notifications'

type One = { environmentId: string }

/** The newest publishable key that works. */
export async function findPublishableKey(db: Db, { environmentId, now }: One & { now: Date }) {
  const [row] = await db
    .select({ key: apiKeys.publishableKey })
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.environmentId, environmentId),
        eq(apiKeys.kind, 'publishable'),
        isNotNull(apiKeys.publishableKey),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
      ),
    )
    .orderBy(desc(apiKeys.createdAt))
    .limit(1)
  return row?.key ?? null
}

/** The device that registered last, active before disabled. */
export async function findNewestDevice(db: Db, { environmentId }: One) {
  const ofEnvironment = eq(devices.environmentId, environmentId)
  const newest = (isActive: boolean) =>
    db
      .select({ id: devices.id })
      .from(devices)
      .where(isActive ? and(ofEnvironment, eq(devices.status, 'active')) : ofEnvironment)
      .orderBy(desc(devices.registeredAt))
      .limit(1)
  const [row] = [...(await newest(true)), ...(await newest(false))]
  return row?.id ?? null
}

/** The newest delivery that APNs or the company API accepted. */
export async function findNewestAccepted(db: Db, { environmentId }: One) {
  const [row] = await db
    .select({ id: deliveries.id, receivedAt: deliveries.receivedAt })
    .from(deliveries)
    .where(and(eq(deliveries.environmentId, environmentId), eq(deliveries.state, 'accepted')))
    .orderBy(desc(deliveries.createdAt), desc(deliveries.id))
    .limit(1)
  return row ?? null
}
