import { and, desc, eq, sql } from 'drizzle-orm'
import type { Db } from '../client'
import { devices } from '../schema/customers'
import { deliveries, receipts } from '../schema/notifications'

/** The newest delivery of the notification to this address. */
export async function findDeliveryTo(
  db: Db,
  given: { environmentId: string; notificationId: string; kind: 'device_token' | 'uuid'; address: string },
) {
  const [row] = await db
    .select({ id: deliveries.id, deviceId: deliveries.deviceId, notificationId: deliveries.notificationId })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.environmentId, given.environmentId),
        eq(deliveries.notificationId, given.notificationId),
        eq(deliveries.deviceKind, given.kind),
        eq(deliveries.address, given.address),
      ),
    )
    .orderBy(sql`${deliveries.state} = 'suppressed'`, desc(deliveries.createdAt), desc(deliveries.id))
    .limit(1)
  return row
}

/** The newest delivery of the notification to the customer whose address this is now; one without a receipt first. */
export async function findDeliveryOfSameCustomer(
  db: Db,
  given: { environmentId: string; notificationId: string; kind: 'device_token' | 'uuid'; address: string },
) {
  const [row] = await db
    .select({ id: deliveries.id, deviceId: deliveries.deviceId, notificationId: deliveries.notificationId })
    .from(devices)
    .innerJoin(
      deliveries,
      and(
        eq(deliveries.notificationId, given.notificationId),
        eq(deliveries.environmentId, devices.environmentId),
        eq(deliveries.customerId, devices.customerId),
      ),
    )
    .where(
      and(
        eq(devices.environmentId, given.environmentId),
        eq(devices.kind, given.kind),
        eq(devices.address, given.address),
      ),
    )
    .orderBy(
      sql`${deliveries.state} = 'suppressed'`,
      sql`${deliveries.receivedAt} is not null`,
      desc(deliveries.createdAt),
      desc(deliveries.id),
    )
    .limit(1)
  return row
}

/** False for a repeat. */
export async function insertReceipt(db: Db, row: typeof receipts.$inferInsert): Promise<boolean> {
  const written = await db.insert(receipts).values(row).onConflictDoNothing().returning({ id: receipts.id })
  return written.length > 0
}

/** The first word counts; what was opened was received. */
export async function markReceived(
  db: Db,
  {
    environmentId,
    deliveryId,
    kind,
    at,
  }: { environmentId: string; deliveryId: string; kind: 'received' | 'opened'; at: Date },
) {
  const first = at.toISOString()
  await db
    .update(deliveries)
    .set({
      receivedAt: sql`coalesce(${deliveries.receivedAt}, ${first}::timestamptz)`,
      ...(kind === 'opened' && { openedAt: sql`coalesce(${deliveries.openedAt}, ${first}::timestamptz)` }),
    })
    .where(and(eq(deliveries.environmentId, environmentId), eq(deliveries.id, deliveryId)))
}
