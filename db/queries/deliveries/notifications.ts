import { and, count, eq, gt, inArray, min, sql } from 'drizzle-orm'
import { announcements, selectAnnounced } from '@/db/announce'
import type { Change } from '@/db/changes'
import type { Db } from '@/db/client'
import { prepared } from '@/db/prepared'
import { insertRows, rowsJson, wholeRows } from '@/db/rows'
import { deliveries, notifications } from '@/db/schema/notifications'

export type NotificationRow = typeof notifications.$inferSelect
export type DeliveryRow = typeof deliveries.$inferSelect

type NewNotificationRow = typeof notifications.$inferInsert & { createdAt: Date }
type NewDeliveryRow = typeof deliveries.$inferInsert & { createdAt: Date }

/**
 * Inserts notifications with a new external ID, with their deliveries and announcements; skips repeats. The same
 * statement puts queued deliveries into the queue.
 */
export async function insertNotifications(
  db: Db,
  given: { notifications: NewNotificationRow[]; deliveries: NewDeliveryRow[]; changes: Change[] },
): Promise<{ notifications: NotificationRow[]; deliveries: DeliveryRow[] }> {
  const rows = wholeRows(notifications, given.notifications)
  const theirs = wholeRows(deliveries, given.deliveries)
  if (rows.length === 0) return { notifications: [], deliveries: [] }
  const written = await insertAll(db, {
    notifications: rowsJson(rows, ['environmentId', 'externalId']),
    deliveries: rowsJson(theirs, 'new'),
    changes: announcements(given.changes),
  })
  const ids = new Set(written.map(({ id }) => id))
  return {
    notifications: rows.filter(({ id }) => ids.has(id)),
    deliveries: theirs.filter(({ notificationId }) => ids.has(notificationId)),
  }
}

const queueRows = sql`
  insert into due_deliveries (delivery_id, transport, environment_id, due_at)
  select id, transport, environment_id, coalesce(next_attempt_at, clock_timestamp()) from made where state = 'queued'`
const forQueue = sql`returning id, transport, environment_id, state, next_attempt_at`

const insertAll = prepared<{ notifications: string; deliveries: string; changes: string }, { id: string }>(
  'insert_notifications',
  (of) => sql`
    with written as (
      ${insertRows(notifications, of.notifications)} on conflict do nothing returning id
    ), made as (
      ${insertRows(deliveries, of.deliveries)} where given."notificationId" in (select id from written) ${forQueue}
    ), queued as (${queueRows})
    select id from written, (${selectAnnounced(of.changes)}) as told`,
)

export function notificationsByExternalId(
  db: Db,
  { environmentId, externalIds }: { environmentId: string; externalIds: string[] },
) {
  return db
    .select()
    .from(notifications)
    .where(and(eq(notifications.environmentId, environmentId), inArray(notifications.externalId, externalIds)))
}

export async function findNotificationRow(db: Db, { environmentId, id }: { environmentId: string; id: string }) {
  const [row] = await db
    .select()
    .from(notifications)
    .where(and(eq(notifications.environmentId, environmentId), eq(notifications.id, id)))
  return row
}

/** The same statement puts queued deliveries into the queue. */
export async function insertDeliveries(db: Db, given: NewDeliveryRow[]): Promise<DeliveryRow[]> {
  const rows = wholeRows(deliveries, given)
  if (rows.length > 0) await insertQueued(db, { rows: rowsJson(rows, 'new') })
  return rows
}

const insertQueued = prepared<{ rows: string }, never>(
  'insert_deliveries',
  ({ rows }) => sql`with made as (${insertRows(deliveries, rows)} ${forQueue}) ${queueRows}`,
)

export function deliveriesOfNotifications(
  db: Db,
  { environmentId, notificationIds }: { environmentId: string; notificationIds: string[] },
) {
  if (notificationIds.length === 0) return []
  return db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.environmentId, environmentId), inArray(deliveries.notificationId, notificationIds)))
    .orderBy(deliveries.createdAt, deliveries.id)
}

export async function findDeliveryRow(db: Db, { environmentId, id }: { environmentId: string; id: string }) {
  const [row] = await db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.environmentId, environmentId), eq(deliveries.id, id)))
  return row
}

/** Where a test went; undefined if the delivery isn't a test. The caller checks access to the environment. */
export async function findTest(db: Db, { deliveryId }: { deliveryId: string }) {
  const [row] = await db
    .select({ environmentId: deliveries.environmentId, notificationId: deliveries.notificationId })
    .from(deliveries)
    .where(and(eq(deliveries.id, deliveryId), eq(deliveries.type, 'test')))
  return row
}

/** Serializes a person's tests, so that each of several concurrent ones counts those before it. */
export async function waitToTest(db: Db, { environmentId, actorId }: { environmentId: string; actorId: string }) {
  await db.execute(sql`select pg_advisory_xact_lock(hashtext('tests'), hashtext(${environmentId} || ${actorId}))`)
}

/** The number of tests, and the time of the oldest. Scans only the environment's newest rows, by their page index. */
export async function recentTests(
  db: Db,
  { environmentId, actorId, windowMs }: { environmentId: string; actorId: string; windowMs: number },
) {
  const [row] = await db
    .select({ count: count(), oldestAt: min(notifications.createdAt) })
    .from(notifications)
    .where(
      and(
        eq(notifications.environmentId, environmentId),
        gt(notifications.createdAt, new Date(Date.now() - windowMs)),
        eq(notifications.type, 'test'),
        eq(notifications.actorId, actorId),
      ),
    )
  return { count: row?.count ?? 0, oldestAt: row?.oldestAt ?? null }
}
