import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import { newId } from '@/db/new-id'
import { holdTexts } from '@/db/queries/deliveries/message-texts'
import { type DeliveryRow, insertDeliveries } from '@/db/queries/deliveries/notifications'
import { holdCustomers } from '@/db/queries/deliveries/recipients'
import type { Repeatable } from '@/db/queries/deliveries/repeats'
import { newTrace, type Trace } from '@/lib/trace'
import { changesOfNew } from './announce-deliveries'
import { suppressionOf } from './suppression'

/**
 * Creates new deliveries that repeat ended ones, under the same suppression rules. Leaves out deliveries whose
 * customer was erased or whose text was removed in the meantime.
 */
export async function repeatDeliveries(
  db: Db,
  {
    environmentId,
    originals,
    now,
    trace,
  }: { environmentId: string; originals: Repeatable[]; now: Date; trace?: Trace },
): Promise<DeliveryRow[]> {
  const customerIds = [...new Set(originals.flatMap(({ customerId }) => customerId ?? []))]
  const present = await holdCustomers(db, { customerIds })
  const written = await holdTexts(db, { notificationIds: originals.map(({ notificationId }) => notificationId) })
  const left = originals.filter(
    ({ customerId, notificationId }) => written.has(notificationId) && (customerId === null || present.has(customerId)),
  )
  const deliveries = await insertDeliveries(
    db,
    left.map((original) => ({ ...repeatOf(original, now), ...(trace ?? newTrace()) })),
  )
  await announce(db, ...changesOfNew(environmentId, deliveries))
  return deliveries
}

function repeatOf({ device, ignoresPresence, apnsServer, textRemovedAt: _, ...original }: Repeatable, now: Date) {
  const { type, expiresAt } = original
  const reason = suppressionOf({ now, expiresAt, device: device ?? undefined, ignoresPresence, type })
  return {
    ...original,
    id: newId(),
    repeatsId: original.id,
    isSimulated: original.transport === 'apns' && apnsServer === 'simulator',
    state: reason ? ('suppressed' as const) : ('queued' as const),
    reason: reason ?? null,
    endedAt: reason ? now : null,
    createdAt: now,
  }
}
