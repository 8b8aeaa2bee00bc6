import { and, desc, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { deliveryData, recordingOf } from '@/db/queries/events/record-events'
import { runSql } from '@/db/raw'
import { devices } from '@/db/schema/customers'
import { deliveries, receipts } from '@/db/schema/notifications'

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

/** The notification's newest delivery to the address's current customer; those without a receipt come first. */
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

/** Returns false for a repeat. */
export async function insertReceipt(db: Db, row: typeof receipts.$inferInsert): Promise<boolean> {
  const written = await db.insert(receipts).values(row).onConflictDoNothing().returning({ id: receipts.id })
  return written.length > 0
}

/** Bucket bounds of the time from push to receipt, in ms; one more bucket is above the last. */
export const receiptBoundsMs = [100, 250, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 1_800_000]

/** Only the first receipt of a kind counts, also in the rollup. An opened notification was also received. */
export async function markReceived(
  db: Db,
  {
    environmentId,
    deliveryId,
    kind,
    at,
  }: { environmentId: string; deliveryId: string; kind: 'received' | 'opened'; at: Date },
) {
  const first = sql`${at.toISOString()}::timestamptz`
  const opened = kind === 'opened' ? sql`coalesce(d.opened_at, ${first})` : sql`d.opened_at`
  await runSql(
    db,
    sql`with was as materialized (
          select * from deliveries where environment_id = ${environmentId} and id = ${deliveryId} for no key update
        ), marked as (
          update deliveries as d set received_at = coalesce(d.received_at, ${first}), opened_at = ${opened}
          from was where d.id = was.id
        ), news as (
          select was.*, word.kind from was cross join (values ('received'), ('opened')) as word(kind)
          where (word.kind = 'received' and was.received_at is null)
            or (word.kind = 'opened' and ${kind} = 'opened' and was.opened_at is null)
        ), recorded as (${recordingOf(sql`
          select environment_id, 'notification.' || kind as type, customer_id, device_id, ${deliveryData(sql`news`)} as data
          from news where type <> 'probe' order by kind desc`)})
        insert into receipt_counts (at, environment_id, transport, kind, app_version, os_version, bucket, count)
        select ${first}, news.environment_id, news.transport, news.kind, coalesce(left(devices.app_version, 32), ''),
          coalesce(left(devices.os_version, 32), ''),
          width_bucket(extract(epoch from ${first} - news.created_at)::float8 * 1000, ${boundsText}::float8[]), 1
        from news left join devices on devices.id = news.device_id`,
  )
}

const boundsText = `{${receiptBoundsMs.join(',')}}`
