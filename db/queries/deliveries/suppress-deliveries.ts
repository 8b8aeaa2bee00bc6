import { and, eq, inArray } from 'drizzle-orm'
import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import { deliveries } from '@/db/schema/notifications'

/**
 * Ends, as suppressed, what waits for a device; with `customerId`, only what was meant for that customer (an address
 * that moved). What a worker is sending at this moment is past recall. Gives how many.
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
