import { z } from 'zod'
import type { Db } from '@/db/client'
import {
  attemptsOfDelivery,
  findDeliveryDetails,
  receiptsOfDelivery,
  siblingsOfDelivery,
} from '@/db/queries/deliveries/delivery-detail'
import { findReportedOutcome } from '@/db/queries/deliveries/reported-outcomes'
import { fitPayload } from '@/lib/apns/push/fit-payload'
import { inferPushType } from '@/lib/apns/push/push-types'
import { auditLook } from '@/lib/audit/audit-look'
import { query } from '@/lib/command'
import { reasonOnHold } from '@/lib/deliveries/attempts/hold-scope'
import { type Refusal, refusalOf } from '@/lib/deliveries/attempts/refusal'
import { maskAddress } from '@/lib/devices/mask-address'
import { withoutAddress } from '@/lib/devices/without-address'
import { Refused } from '@/lib/errors'
import { listedMax } from '@/lib/paging/listed-max'
import { inEnvironment } from '@/lib/scope'

export const FindDelivery = inEnvironment({ deliveryId: z.uuid() })

export type DeliveryDetails = Awaited<ReturnType<typeof findDelivery>>
export type AttemptView = DeliveryDetails['attempts'][number]

/** Returns a delivery with its notification, newest attempts, receipts, and siblings, with every address masked. */
export const findDelivery = query('delivery.read', FindDelivery, async (act) => {
  const found = await deliveryDetails(act.db, act.input)
  if (found?.customer) await auditLook(act, { customerId: found.customer.id })
  if (found) return { ...found, readersRole: act.staff.role }
  throw new Refused('not-found', 'This delivery doesn’t exist. Deliveries are deleted after the retention period.')
})

/** Returns the same, for callers that have already checked access to the environment. */
export async function deliveryDetails(db: Db, input: z.output<typeof FindDelivery>) {
  const { environmentId, deliveryId } = input
  const found = await findDeliveryDetails(db, input)
  if (!found) return undefined
  const { delivery, notification, customer, device, topic, ...hold } = found
  const [attempts, receipts, siblings, reported] = await Promise.all([
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
    delivery.transport === 'company_api' ? findReportedOutcome(db, { deliveryId }) : undefined,
  ])
  const { address, ...rest } = delivery
  const sentPayload = payloadOf(delivery, notification)
  // The payload for APNs is stored once, with the notification.
  const body = delivery.transport === 'apns' && sentPayload ? { body: sentPayload } : {}
  return {
    topic,
    sentPayload,
    ...holdOf(delivery, hold),
    delivery: { ...rest, maskedAddress: maskAddress(address) },
    notification: { ...notification, requestHash: undefined },
    customer,
    device,
    attempts: attempts.map((attempt) => ({
      ...attempt,
      request: withoutAddress(attempt.request && { ...body, ...attempt.request }, address),
      response: withoutAddress(attempt.response, address),
    })),
    receipts,
    reported,
    siblings: siblings.map(({ address: other, ...sibling }) => ({ ...sibling, maskedAddress: maskAddress(other) })),
    isLive: delivery.endedAt === null || isAwaited(delivery),
  }
}

type Sent = Pick<NonNullable<Awaited<ReturnType<typeof findDeliveryDetails>>>['notification'], 'payload' | 'headers'>

/** The payload as sent. For APNs it is cut to the size limit; a company gets the whole text. */
function payloadOf({ transport }: { transport: string }, { payload, headers }: Sent) {
  if (transport !== 'apns' || !payload) return payload
  return fitPayload(payload, headers?.['apns-push-type'] ?? inferPushType(payload))
}

/** The reason why this delivery waits, and what APNs rejected. */
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

/** How long to expect a receipt. Phones send it within moments. */
const receiptMsMax = 60_000
const isAwaited = (delivery: { state: string; endedAt: Date | null; openedAt: Date | null }) =>
  delivery.state === 'accepted' &&
  delivery.openedAt === null &&
  delivery.endedAt !== null &&
  Date.now() - delivery.endedAt.getTime() < receiptMsMax
