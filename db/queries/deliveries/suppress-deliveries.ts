import { and, eq, inArray } from 'drizzle-orm'
import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import { deliveries } from '@/db/schema/notifications'

/**
 * Suppresses a device's waiting deliveries; with `customerId`, only those meant for that customer (after an address
 * moved). Can't recall one that a worker is sending. Returns how many.
 */
export async function suppressDeliveriesOfDevice(
  db: Db,
  {
    environmentId,
    deviceId,
    customerId,
    now,
  }: { environmentId: string; deviceId: string; customerId?: string; now: Date },
): Promise<number> {
  const waiting = db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.environmentId, environmentId),
        eq(deliveries.deviceId, deviceId),
        customerId === undefined ? undefined : eq(deliveries.customerId, customerId),
        inArray(deliveries.state, ['queued', 'retrying']),
      ),
    )
    .orderBy(deliveries.id)
    .for('no key update')
  const rows = await db
    .update(deliveries)
    .set({ state: 'suppressed', reason: 'device_disabled', endedAt: now, nextAttemptAt: null })
    .where(inArray(deliveries.id, waiting))
    .returning({ notificationId: deliveries.notificationId })
  if (rows.length)
    await announce(db, {
      kind: 'deliveries',
      environmentId,
      notificationIds: [...new Set(rows.map((row) => row.notificationId))].slice(0, 100),
    })
  return rows.length
}
