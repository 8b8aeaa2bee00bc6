import { and, count, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Db } from '../client'
import { rowsOf } from '../rows'
import { deliveries, notifications } from '../schema/notifications'
import { dueDeliveries } from '../schema/queue'

export type NotificationRow = typeof notifications.$inferSelect
export type DeliveryRow = typeof deliveries.$inferSelect

/** Those whose external id was not there yet; a repeat is left out. */
export function insertNewNotifications(db: Db, rows: (typeof notifications.$inferInsert)[]) {
  return db
    .insert(notifications)
    .select(rowsOf(notifications, rows, ['environmentId', 'externalId']))
    .onConflictDoNothing()
    .returning()
}

export function notificationsByExternalId(
  db: Db,
  { environmentId, externalIds }: { environmentId: string; externalIds: string[] },
) {
  return db
    .select()
    .from(notifications)
    .where(and(eq(notifications.environmentId, environmentId), inArray(notifications.externalId, externalIds)))
}

export async function findNotification(db: Db, { environmentId, id }: { environmentId: string; id: string }) {
  const [row] = await db
    .select()
    .from(notifications)
    .where(and(eq(notifications.environmentId, environmentId), eq(notifications.id, id)))
  return row
}

/** Those that may go are in the queue from the same statement on. */
export async function insertDeliveries(db: Db, rows: (typeof deliveries.$inferInsert)[]): Promise<DeliveryRow[]> {
  if (rows.length === 0) return []
  const written = db.$with('written').as(
    db
      .insert(deliveries)
      .select(rowsOf(deliveries, rows, 'new'))
      .returning(),
  )
  const queued = db.$with('queued').as(
    db.insert(dueDeliveries).select(sql`
      select id, transport, environment_id, coalesce(next_attempt_at, clock_timestamp()), null::timestamptz, false
      from ${written} where state = 'queued'`),
  )
  return db.with(written, queued).select().from(written)
}

export function deliveriesOfNotifications(
  db: Db,
  { environmentId, notificationIds }: { environmentId: string; notificationIds: string[] },
) {
  return db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.environmentId, environmentId), inArray(deliveries.notificationId, notificationIds)))
    .orderBy(deliveries.createdAt, deliveries.id)
}

export async function findDelivery(db: Db, { environmentId, id }: { environmentId: string; id: string }) {
  const [row] = await db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.environmentId, environmentId), eq(deliveries.id, id)))
  return row
}

/** Where a test went; undefined for what is no test. Its environment says whose it is. */
export async function findTest(db: Db, { deliveryId }: { deliveryId: string }) {
  const [row] = await db
    .select({ environmentId: deliveries.environmentId, notificationId: deliveries.notificationId })
    .from(deliveries)
    .where(and(eq(deliveries.id, deliveryId), eq(deliveries.type, 'test')))
  return row
}

/** Within the environment's newest rows, which its page index finds. */
export async function countRecentTests(
  db: Db,
  { environmentId, actorId, windowMs }: { environmentId: string; actorId: string; windowMs: number },
) {
  const [row] = await db
    .select({ count: count() })
    .from(notifications)
    .where(
      and(
        eq(notifications.environmentId, environmentId),
        gt(notifications.createdAt, new Date(Date.now() - windowMs)),
        eq(notifications.type, 'test'),
        eq(notifications.actorId, actorId),
      ),
    )
  return row?.count ?? 0
}
