import { erased } from '@/db/erased'
import { explainReason } from '@/lib/apns/explanations/explain'
import type { FaultSource } from '@/lib/apns/explanations/explanation'
import type { StaffContext } from '@/lib/context'
import { expiryOfRepeat } from '@/lib/deliveries/expiry-of-repeat'
import { modelName } from '@/lib/devices/model-name'
import { plural } from '@/lib/format/number'
import { roleMay } from '@/lib/permissions'
import { curlOf } from './curl'
import { findDelivery } from './find-delivery'
import { summaryOf } from './summary'
import { answerWord, timelineOf } from './timeline'

/** Returns a delivery as its page shows it: the summary, the timeline, and every request and response. */
export async function showDelivery(ctx: StaffContext, input: { environmentId: string; deliveryId: string }) {
  const whole = await findDelivery(ctx, input)
  const { delivery, notification, customer, device, attempts, siblings, isLive, topic, readersRole } = whole
  const { orderKey: _, traceParent: __, ...columns } = delivery
  return {
    ...columns,
    deviceId: device ? delivery.deviceId : null,
    deviceModel: device?.model ? modelName(device.model) : null,
    customerId: customer?.id ?? null,
    customerName: customer ? (customer.userId ?? customer.anonymousId) : null,
    title: notification.title,
    body: notification.body,
    externalId: notification.externalId,
    requestId: notification.requestId,
    conversationId: notification.conversationId,
    payload: whole.sentPayload,
    textRemoved: textRemovedWords(notification),
    topic,
    summary: summaryOf(whole, readersRole),
    fault: faultOf(whole),
    steps: timelineOf(whole),
    attempts: attempts.map((attempt) => ({
      id: attempt.id,
      number: attempt.number,
      outcome: attempt.outcome,
      answer: answerWord(attempt),
      startedAt: attempt.startedAt,
      durationMs: attempt.durationMs,
      apnsUniqueId: attempt.apnsUniqueId,
      request: attempt.request,
      response: attempt.response,
      curl: attempt.request && curlOf(attempt.request),
    })),
    siblings,
    isLive,
    mayRepair: roleMay(readersRole, 'credential.upload'),
    maySendAgain:
      roleMay(readersRole, 'delivery.send_again') &&
      delivery.endedAt !== null &&
      expiryOfRepeat(delivery, new Date()) > new Date() &&
      delivery.maskedAddress !== erased &&
      notification.textRemovedAt === null,
  }
}

type Texts = { textUntil: Date | null; textRemovedAt: Date | null; createdAt: Date }

/** Says why there is no text; null if it wasn't removed. */
function textRemovedWords({ textUntil, textRemovedAt, createdAt }: Texts) {
  if (!textRemovedAt || !textUntil) return null
  const days = Math.round((textUntil.getTime() - createdAt.getTime()) / 86_400_000)
  return days === 0
    ? 'The company doesn’t keep message texts.'
    : `The company keeps message texts for ${plural(days, 'day')}.`
}

/** A rejection of one device is to be fixed on that device, as long as no other device got it too. */
function faultOf({ delivery, refusal }: Awaited<ReturnType<typeof findDelivery>>): FaultSource {
  const { fault, refused } = explainReason(delivery.reason)
  return refused === 'device' && !refusal?.isOfAll ? 'device' : fault
}
