import { z } from 'zod'
import { asShown } from '@/lib/as-shown'
import type { StaffContext } from '@/lib/context'
import { findDelivery } from './find-delivery'
import { PublicNotification } from './public-notification'
import { DeliveryAnswer, ShownAttempt } from './read-delivery'
import { LoggedDelivery, showLoggedDelivery } from './read-log'
import { summaryOf } from './summary'
import { type Step, timelineOf } from './timeline'

const Exchanged = z.record(z.string(), z.unknown()).nullable()

export const DeliverySummary = z
  .object({
    sentence: z.string().meta({ description: 'The outcome.' }),
    likelyCause: z.string().nullable(),
    nextAction: z.string().meta({ description: 'What the token’s role can do next.' }),
  })
  .meta({ id: 'DeliverySummary' })

export const DeliveryStep = z
  .object({
    kind: z.enum(['created', 'chosen', 'waited', 'attempt', 'ended', 'reported', 'received', 'opened', 'next']),
    at: z.iso.datetime().nullable().meta({ description: 'Null if the time isn’t known yet.' }),
    title: z.string(),
    detail: z.string().nullable(),
  })
  .meta({ id: 'DeliveryStep' })

/** A delivery with the texts of its page. */
export const ToldDelivery = DeliveryAnswer.extend({
  delivery: LoggedDelivery,
  maskedAddress: z.string(),
  attempts: z.array(ShownAttempt.extend({ request: Exchanged, response: Exchanged })),
  summary: DeliverySummary,
  timeline: z.array(DeliveryStep),
}).meta({ id: 'ToldDelivery' })

/** Returns a delivery for a program, with every request and response. Every address is masked. */
export async function tellDelivery(
  ctx: StaffContext,
  one: { environmentId: string; deliveryId: string },
): Promise<z.output<typeof ToldDelivery>> {
  const whole = await findDelivery(ctx, one)
  const { delivery, notification, customer, attempts } = whole
  const { conversationId } = notification
  const { userId = null, anonymousId = null } = customer ?? {}
  const { likelyCause = null, ...summary } = summaryOf(whole, whole.readersRole)
  return {
    delivery: showLoggedDelivery({ ...delivery, userId, anonymousId, conversationId }),
    maskedAddress: delivery.maskedAddress,
    attempts: attempts.map(({ request, response, ...attempt }) => ({
      ...asShown(ShownAttempt, attempt),
      request,
      response,
    })),
    notification: asShown(PublicNotification, notification),
    summary: { ...summary, likelyCause },
    timeline: timelineOf(whole).map(stepOf),
  }
}

const stepOf = ({ kind, at, title, detail }: Step) => ({
  kind,
  at: at?.toISOString() ?? null,
  title,
  detail: detail ?? null,
})
