import { z } from 'zod'
import { findDeliveryListItem } from '@/db/queries/deliveries/deliveries'
import { findDevice } from '@/db/queries/devices/devices'
import { othersOnDevice, othersReached, othersWaiting, othersWithReason } from '@/db/queries/others'
import { reasonWord } from '@/lib/apns/explanations/reason-word'
import { query } from '@/lib/command'
import { inEnvironment } from '@/lib/scope'
import type { Cause } from './causes'

export const CountOthers = inEnvironment({
  customerId: z.uuid(),
  cause: z.string(),
  deliveryId: z.uuid().optional(),
  deviceId: z.uuid().optional(),
})

const hourMs = 3_600_000

/** Causes that are the state of a device, whatever was sent. */
const ofDevice: Partial<Record<Cause, 'permission' | 'status'>> = {
  permission_denied: 'permission',
  permission_not_determined: 'permission',
  push_turned_off: 'status',
  disabled_by_staff: 'status',
  token_expired: 'status',
}

/** Whether it is this phone or everyone: how many other customers had the same in the last day, and whom APNs or the company API took one for in the last hour. */
export const countOthersWithCause = query('customer.read', CountOthers, async ({ db, input }) => {
  const { environmentId, customerId, cause, deliveryId, deviceId } = input
  const other = { environmentId, customerId }
  const now = Date.now()
  const [same, reached] = await Promise.all([sameOf(), othersReached(db, { ...other, since: new Date(now - hourMs) })])
  return { same, reached }

  async function sameOf() {
    const part = ofDevice[cause as Cause]
    const found = part && deviceId ? await findDevice(db, { environmentId, deviceId }) : undefined
    if (found) {
      const { permission, status, statusReason } = found.device
      const like = part === 'permission' ? { permission } : { status, statusReason }
      return { of: 'device' as const, reason: null, ...(await othersOnDevice(db, { ...other, ...like })) }
    }
    const delivery = deliveryId ? await findDeliveryListItem(db, { environmentId, deliveryId }) : undefined
    if (!delivery || delivery.state === 'accepted') return null
    const since = new Date(now - 24 * hourMs)
    const { state, reason } = delivery
    if (delivery.endedAt === null)
      return { of: 'waiting' as const, reason: null, ...(await othersWaiting(db, { ...other, since })) }
    if (!reason) return null
    const ended = await othersWithReason(db, { ...other, state, reason, since })
    return { of: 'delivery' as const, reason: reasonWord(reason), ...ended }
  }
})

export type OthersWithCause = Awaited<ReturnType<typeof countOthersWithCause>>
