import { and, eq, inArray, type SQL } from 'drizzle-orm'
import { announce } from '../changes'
import type { Db } from '../client'
import { deliveries } from '../schema/notifications'

/**
 * Ends, as suppressed, what waits for a device; with `customerId`, only what was meant for that customer (an address
 * that moved). What a worker is sending at this moment is past recall. Gives how many.
 */
export function suppressDeliveriesOfDevice(
  db: Db,
  { deviceId, customerId, ...rest }: { environmentId: string; deviceId: string; customerId?: string; now: Date },
): Promise<number> {
  const meant = customerId === undefined ? undefined : eq(deliveries.customerId, customerId)
  return suppressWaiting(db, { ...rest, of: and(eq(deliveries.deviceId, deviceId), meant) })
}

/** The same on all devices, for a customer who is erased. */
export function suppressDeliveriesOfCustomer(
  db: Db,
  { customerId, ...rest }: { environmentId: string; customerId: string; now: Date },
): Promise<number> {
  return suppressWaiting(db, { ...rest, of: eq(deliveries.customerId, customerId) })
}

async function suppressWaiting(
  db: Db,
  { environmentId, of, now }: { environmentId: string; of: SQL | undefined; now: Date },
): Promise<number> {
  const waiting = db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(eq(deliveries.environmentId, environmentId), of, inArray(deliveries.state, ['queued', 'retrying'])))
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
