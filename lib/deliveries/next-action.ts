import type { DeliveryState } from '@/db/schema/notifications'
import type { Role } from '@/db/schema/staff'
import { nextActionAs } from '@/lib/apns/explanations/explain'
import type { Explanation } from '@/lib/apns/explanations/explanation'
import { type DeviceStanding, wayBack } from '@/lib/devices/way-back'
import { roleMay } from '@/lib/permissions'
import { expiryOfRepeat, moreTime } from './expiry-of-repeat'

/** The reader of the text. Each kind of reader can do different things. */
export type Reader = Role | 'program'

/** The current state of the delivery, and of everything that the next action depends on. */
export type Standing = {
  reader: Reader
  delivery: { state?: DeliveryState; endedAt: Date | null; expiresAt: Date } | undefined
  device: DeviceStanding | undefined
  /** The environment's queue is on hold. */
  isOnHold: boolean
  now: Date
}

/** Says what the reader can do next. Mentions automatic retries only while Pushdesk still makes them. */
export function nextActionOf(explanation: Explanation, standing: Standing): string {
  const { reader, delivery } = standing
  const own = reader === 'program' ? explanation.nextAction : nextActionAs(reader, explanation)
  if (explanation.isRemediedByDevice) return sentences(own, wayBack(standing.device, reader))
  const isOwnFault = explanation.refused !== undefined && delivery?.state === 'failed'
  if (explanation.retry === 'no' || isOwnFault) return own ?? 'No action needed.'
  if (!delivery) return own ?? 'No action needed.'
  if (delivery.endedAt) return afterTheEnd(explanation, own, standing, delivery)
  if (explanation.retry === 'after_repair') return own ?? 'No action needed.'
  const retries = 'Pushdesk retries with increasing delays until the notification expires.'
  return own ? `${retries} If this continues, ${decapitalized(own)}` : `No action needed. ${retries}`
}

/** Says whether to resend. A failed delivery that has expired can't be resent, and its page has no button for it. */
export function resendWords(
  { reader, now }: Pick<Standing, 'reader' | 'now'>,
  delivery: { state?: DeliveryState; expiresAt: Date },
): string {
  if (expiryOfRepeat(delivery, now) <= now)
    return 'It has expired and can’t be resent. Send a new message if it’s still relevant.'
  const mayResend = reader !== 'program' && roleMay(reader, 'delivery.send_again')
  const words =
    mayResend || reader === 'program'
      ? 'Resend it if it’s still relevant.'
      : 'Ask support to resend it if it’s still relevant.'
  return delivery.expiresAt <= now ? `It has expired. ${words} The new one expires in ${moreTime}.` : words
}

function afterTheEnd(
  { retry }: Explanation,
  own: string | null,
  standing: Standing,
  delivery: { state?: DeliveryState; expiresAt: Date },
): string {
  const resend = resendWords(standing, delivery)
  if (retry !== 'after_repair') return sentences(resend, own && `If this happens again, ${decapitalized(own)}`)
  return standing.isOnHold ? sentences(own, resend) : `This environment is no longer on hold. ${resend}`
}

const sentences = (...parts: (string | null)[]) => parts.filter(Boolean).join(' ')
const decapitalized = (sentence: string) => `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`
