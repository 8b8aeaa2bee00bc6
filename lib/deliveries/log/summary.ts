import { explainReason, presentMeaning } from '@/lib/apns/explanations/explain'
import type { SignedInStaff } from '@/lib/context'
import { refusedDevices } from '@/lib/deliveries/attempts/refusal'
import { shownState } from '@/lib/deliveries/delivery-labels'
import { nextActionOf, resendWords, type Standing } from '@/lib/deliveries/next-action'
import type { DeliveryDetails } from './find-delivery'

type Role = SignedInStaff['role']
type Told = Pick<DeliveryDetails, 'delivery' | 'device' | 'attempts' | 'blockedReason'> &
  Partial<Pick<DeliveryDetails, 'refusal'>>

export type Summary = {
  /** The outcome, in one sentence. */
  sentence: string
  likelyCause?: string
  nextAction: string
}

/** Returns the sentence at the top of a delivery's page, and what the reader's role can do next. */
export function summaryOf(told: Told, role: Role): Summary {
  const { delivery, attempts } = told
  if (delivery.state === 'accepted') return accepted(delivery)
  const standing = standingOf(told, role)
  if (!delivery.endedAt) return underWay(told, standing)
  const last = attempts.at(-1)
  if (delivery.state === 'expired') return expired(delivery, last, standing)
  const explained = explainReason(delivery.reason ?? last?.reason, last?.status)
  const rest = { likelyCause: explained.likelyCause, nextAction: nextActionOf(explained, standing) }
  if (shownState(delivery) === 'unknown') return { ...rest, sentence: `${maybeShown} ${explained.meaning}` }
  return { ...rest, sentence: explained.meaning }
}

const maybeShown =
  'Unknown: one attempt got no response, so the notification may have been shown even though no attempt was accepted.'

function standingOf({ delivery, device, blockedReason }: Told, reader: Role): Standing {
  const isTheirs = device && device.customerId === delivery.customerId
  return {
    reader,
    delivery,
    device: isTheirs ? device : undefined,
    isOnHold: blockedReason !== null && delivery.transport === 'apns',
    now: new Date(),
  }
}

function expired(delivery: Told['delivery'], last: Told['attempts'][number] | undefined, standing: Standing): Summary {
  const explained = last?.reason ? explainReason(last.reason, last.status) : undefined
  const how = shownState(delivery) === 'unknown' ? maybeShown : 'It expired before it was accepted.'
  return {
    sentence: explained ? `${how} The last response: ${explained.meaning}` : how,
    likelyCause: (explained ?? explainReason(delivery.reason)).likelyCause,
    nextAction: resendWords(standing, delivery),
  }
}

function accepted({ openedAt, receivedAt, attemptCount, transport, isSimulated }: Told['delivery']): Summary {
  const who = transport !== 'apns' ? 'The company API' : isSimulated ? 'The APNs simulator' : 'APNs'
  const tries = attemptCount > 1 ? ` on attempt ${attemptCount}` : ''
  if (openedAt)
    return { sentence: `${who} accepted it${tries}, and the customer opened it.`, nextAction: 'No action needed.' }
  if (receivedAt)
    return { sentence: `${who} accepted it${tries}, and the phone received it.`, nextAction: 'No action needed.' }
  return {
    sentence: `${who} accepted it${tries}. The phone has sent no receipt, so there’s no proof that it was shown.`,
    likelyCause:
      transport === 'apns'
        ? 'If the customer saw nothing: the device is offline (APNs keeps the newest push for it), a Focus is on, or the app was in front.'
        : 'If the customer saw nothing: the company API took it, but may not have sent it on, or the device is offline.',
    nextAction: 'Ask the customer whether it was shown. A receipt would appear here.',
  }
}

function onHold(refusal: Told['refusal']) {
  if (refusal && !refusal.isOfAll)
    return 'On hold: APNs rejects this device, and nothing is sent to it until that’s fixed.'
  const first = refusal && refusedDevices(refusal)
  const of = first ? ` for ${first}` : ''
  return `On hold: APNs rejects this environment${of}, so nothing is sent until that’s fixed.`
}

function underWay({ delivery, blockedReason, refusal, attempts }: Told, standing: Standing): Summary {
  if (blockedReason && standing.isOnHold) {
    const explained = explainReason(blockedReason)
    return {
      sentence: `${onHold(refusal)} ${presentMeaning(blockedReason)}`,
      likelyCause: explained.likelyCause,
      nextAction: nextActionOf(explained, standing),
    }
  }
  if (delivery.state !== 'retrying')
    return { sentence: 'It’s on its way.', nextAction: 'No action needed. This page updates automatically.' }
  const last = attempts.at(-1)
  const explained = explainReason(delivery.reason ?? last?.reason, last?.status)
  return {
    sentence: `Pushdesk retries it automatically until it expires. ${explained.meaning}`,
    likelyCause: explained.likelyCause,
    nextAction: 'No action needed. This page updates automatically.',
  }
}
