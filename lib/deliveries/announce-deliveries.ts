import { announce } from '@/db/changes'
import type { Db } from '@/db/client'
import type { DeliveryRow } from '@/db/queries/notifications'

/** A NOTIFY payload ends at 8,000 bytes; an id takes 39. */
const idsMax = 150

/** Tells whoever watches that something about these deliveries changed. */
export async function announceDeliveries(db: Db, environmentId: string, changed: { notificationId: string }[]) {
  const ids = [...new Set(changed.map(({ notificationId }) => notificationId))]
  for (let from = 0; from < ids.length; from += idsMax)
    await announce(db, { kind: 'deliveries', environmentId, notificationIds: ids.slice(from, from + idsMax) })
}

/** Of new ones; workers are told as well, of those that may go. */
export async function announceNew(db: Db, environmentId: string, deliveries: DeliveryRow[]) {
  if (deliveries.length === 0) return
  if (deliveries.some(({ state }) => state === 'queued')) await announce(db, { kind: 'due' })
  await announceDeliveries(db, environmentId, deliveries)
}
