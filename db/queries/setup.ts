import { and, arrayContains, desc, eq, gt, isNotNull, isNull, ne, or, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { apiKeys } from '@/db/schema/credentials'
import { devices } from '@/db/schema/customers'
import { deliveries } from '@/db/schema/notifications'
import { invitations } from '@/db/schema/staff'

type One = { environmentId: string }

/** The newest active publishable key. */
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

/** The device with the latest registration; active ones take precedence. */
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

const answeredMax = 20

/** Whether APNs or the company API has accepted a delivery, and whether one of the newest has a receipt. */
export async function findAnswered(db: Db, { environmentId }: One) {
  const rows = await db
    .select({ receivedAt: deliveries.receivedAt })
    .from(deliveries)
    .where(
      and(eq(deliveries.environmentId, environmentId), eq(deliveries.state, 'accepted'), ne(deliveries.type, 'probe')),
    )
    .orderBy(desc(deliveries.createdAt), desc(deliveries.id))
    .limit(answeredMax)
  return { hasAccepted: rows.length > 0, hasReceived: rows.some(({ receivedAt }) => receivedAt !== null) }
}

/** Whether an integration manager of this company has an open invitation. */
export async function hasInvitedManager(db: Db, { companyId, now }: { companyId: string; now: Date }) {
  const rows = await db
    .select({ id: invitations.id })
    .from(invitations)
    .where(
      and(
        sql`coalesce(${invitations.companyRoles}->>${companyId}::text, ${invitations.role}) = 'integration_manager'`,
        arrayContains(invitations.companyIds, [companyId]),
        isNull(invitations.staffId),
        isNull(invitations.acceptedAt),
        gt(invitations.expiresAt, now),
      ),
    )
    .limit(1)
  return rows.length > 0
}
