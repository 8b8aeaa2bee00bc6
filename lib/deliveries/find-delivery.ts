import { z } from 'zod'
import {
  attemptsOfDelivery,
  findDeliveryWhole,
  receiptsOfDelivery,
  siblingsOfDelivery,
} from '@/db/queries/delivery-detail'
import { query } from '../command'
import { maskAddress } from '../devices/mask-address'
import { Refused } from '../errors'
import { listedMax } from '../listed-max'
import { inEnvironment } from '../scope'
import { reasonOnHold } from './hold-scope'
import { type Refusal, refusalOf } from './refusal'
import { withoutAddress } from './without-address'

export const FindDelivery = inEnvironment({ deliveryId: z.uuid() })

export type DeliveryWhole = Awaited<ReturnType<typeof findDelivery>>
export type ShownAttempt = DeliveryWhole['attempts'][number]

/** One delivery with its notification, newest attempts, receipts and siblings; every address in it masked. */
export const findDelivery = query('delivery.read', FindDelivery, async ({ db, input }) => {
  const { environmentId, deliveryId } = input
  const found = await findDeliveryWhole(db, input)
  if (!found)
    throw new Refused('not-found', 'This delivery doesn’t exist. Deliveries are deleted after the retention period.')
  const { delivery, notification, customer, device, topic, ...hold } = found
  const [attempts, receipts, siblings] = await Promise.all([
    attemptsOfDelivery(db, { ...input, limit: listedMax.attempts }),
    delivery.deviceId
      ? receiptsOfDelivery(db, { environmentId, notificationId: notification.id, deviceId: delivery.deviceId })
      : [],
    siblingsOfDelivery(db, {
      environmentId,
      deliveryId,
      notificationId: notification.id,
      limit: listedMax.siblings,
    }),
  ])
  const { address, ...rest } = delivery
  return {
    topic,
    ...holdOf(delivery, hold),
    delivery: { ...rest, maskedAddress: maskAddress(address) },
    notification: { ...notification, requestHash: undefined },
    customer,
    device,
    attempts: attempts.map((attempt) => ({
      ...attempt,
      request: withoutAddress(attempt.request, address),
      response: withoutAddress(attempt.response, address),
    })),
    receipts,
    siblings: siblings.map(({ address: other, ...sibling }) => ({ ...sibling, maskedAddress: maskAddress(other) })),
    isLive: delivery.endedAt === null || isAwaited(delivery),
  }
})

/** With which reason this very delivery waits, and of whom APNs said it. */
function holdOf(
  { transport, address }: { transport: string; address: string },
  row: Parameters<typeof refusalOf>[0],
): { blockedReason: string | null; blockedAt: Date | null; refusal: Refusal | null } {
  const blockedAddresses = row.blockedBy.map((by) => by.address)
  const blockedReason = transport === 'apns' ? reasonOnHold({ ...row, blockedAddresses }, address) : null
  return {
    blockedReason,
    blockedAt: blockedReason ? row.blockedAt : null,
    refusal: blockedReason ? refusalOf(row) : null,
  }
}

/** A receipt may still come: phones send it within moments. */
const receiptMsMax = 60_000
const isAwaited = (delivery: { state: string; endedAt: Date | null; openedAt: Date | null }) =>
  delivery.state === 'accepted' &&
  delivery.openedAt === null &&
  delivery.endedAt !== null &&
  Date.now() - delivery.endedAt.getTime() < receiptMsMax
