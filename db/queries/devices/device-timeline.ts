import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/client'
import { deliveries, notifications } from '@/db/schema/notifications'
import { promptEvents } from '@/db/schema/prompts'

type Page = { environmentId: string; deviceId: string; after?: { at: Date; id: string }; limit: number }

export function pageOfDeviceDeliveries(db: Db, { environmentId, deviceId, after, limit }: Page) {
  return db
    .select({
      id: deliveries.id,
      notificationId: deliveries.notificationId,
      type: deliveries.type,
      title: notifications.title,
      state: deliveries.state,
      reason: deliveries.reason,
      isUncertain: deliveries.isUncertain,
      isSimulated: deliveries.isSimulated,
      transport: deliveries.transport,
      attemptCount: deliveries.attemptCount,
      endedAt: deliveries.endedAt,
      receivedAt: deliveries.receivedAt,
      openedAt: deliveries.openedAt,
      createdAt: deliveries.createdAt,
    })
    .from(deliveries)
    .innerJoin(notifications, eq(notifications.id, deliveries.notificationId))
    .where(
      and(
        eq(deliveries.environmentId, environmentId),
        eq(deliveries.deviceId, deviceId),
        older(deliveries.createdAt, deliveries.id, after),
      ),
    )
    .orderBy(desc(deliveries.createdAt), desc(deliveries.id))
    .limit(limit)
}

/** Uses the customer's index: one person answers a prompt, on one phone. */
export function pageOfDevicePrompts(
  db: Db,
  { environmentId, deviceId, customerId, after, limit }: Page & { customerId: string },
) {
  return db
    .select({
      id: promptEvents.id,
      kind: promptEvents.kind,
      revision: promptEvents.revision,
      createdAt: promptEvents.at,
    })
    .from(promptEvents)
    .where(
      and(
        eq(promptEvents.environmentId, environmentId),
        eq(promptEvents.customerId, customerId),
        eq(promptEvents.deviceId, deviceId),
        older(promptEvents.at, promptEvents.id, after),
      ),
    )
    .orderBy(desc(promptEvents.at), desc(promptEvents.id))
    .limit(limit)
}

function older(at: PgColumn, id: PgColumn, after: Page['after']): SQL | undefined {
  return after && sql`(${at}, ${id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`
}
