import { explainReason, nextActionFor } from '../apns/explain'
import type { SignedInStaff } from '../context'
import type { DeliveryWhole } from './find-delivery'
import { shownState } from './words'

type Role = SignedInStaff['role']

export type Summary = {
  /** One sentence: what became of it. */
  sentence: string
  likelyCause?: string
  nextAction: string
}

/** The sentence above a delivery, with what the reader's role can do next. */
export function summaryOf({ delivery, attempts, blockedReason }: DeliveryWhole, role: Role): Summary {
  const last = attempts.at(-1)
  const who =
    delivery.transport === 'apns' ? (delivery.isSimulated ? 'The APNs simulator' : 'APNs') : 'The company’s API'
  if (delivery.state === 'accepted') return accepted(delivery, who)
  const explained = explainReason(delivery.reason ?? last?.reason, last?.status)
  const isOver = delivery.endedAt !== null && (explained.retry === 'later' || explained.retry === 'at_once')
  const told = {
    likelyCause: explained.likelyCause,
    nextAction: isOver ? afterItsEnd(delivery) : nextActionFor(explained, role),
  }
  if (!delivery.endedAt) return underWay(delivery, blockedReason, last?.reason ?? undefined, role)
  if (delivery.state === 'expired')
    return {
      ...told,
      sentence: `It expired before it was accepted. ${last ? `The last answer: ${explained.meaning}` : ''}`.trim(),
    }
  if (shownState(delivery) === 'unknown')
    return {
      sentence: `Unknown: an answer was lost, so the push may have been shown although no attempt was accepted. ${explained.meaning}`,
      likelyCause: explained.likelyCause,
      nextAction: told.nextAction,
    }
  return { ...told, sentence: explained.meaning }
}

/** Nothing repeats it by itself any more. */
const afterItsEnd = ({ expiresAt }: DeliveryWhole['delivery']) =>
  expiresAt > new Date()
    ? 'Send it again, if it still matters.'
    : 'It is too late to send this one again: write a new message, if it still matters.'

function accepted({ openedAt, receivedAt, attemptCount, transport }: DeliveryWhole['delivery'], who: string): Summary {
  const tries = attemptCount > 1 ? ` at attempt ${attemptCount}` : ''
  if (openedAt)
    return { sentence: `${who} accepted it${tries}, and the customer opened it.`, nextAction: 'Nothing to do.' }
  if (receivedAt)
    return { sentence: `${who} accepted it${tries}, and the phone received it.`, nextAction: 'Nothing to do.' }
  return {
    sentence: `${who} accepted it${tries}. No receipt came yet, so nobody knows whether it was shown.`,
    likelyCause:
      transport === 'apns'
        ? 'If the customer saw nothing: the device is offline (APNs keeps the newest push for it), a Focus is on, or the app was in front.'
        : 'If the customer saw nothing: the company’s API took it, but may not have sent it on, or the device is offline.',
    nextAction: 'Wait for a receipt, or ask the customer to open the app.',
  }
}

function underWay(
  delivery: DeliveryWhole['delivery'],
  blockedReason: string | null,
  lastReason: string | undefined,
  role: Role,
): Summary {
  if (blockedReason && delivery.transport === 'apns') {
    const explained = explainReason(blockedReason)
    return {
      sentence: `It waits: nobody in this environment gets pushes until the APNs key is repaired. ${explained.meaning}`,
      likelyCause: explained.likelyCause,
      nextAction: nextActionFor(explained, role),
    }
  }
  if (delivery.state !== 'retrying')
    return { sentence: 'It is on its way.', nextAction: 'Nothing to do: this page follows it by itself.' }
  const explained = explainReason(lastReason)
  return {
    sentence: `It is tried again by itself until it expires. ${explained.meaning}`,
    likelyCause: explained.likelyCause,
    nextAction: 'Nothing to do: this page follows it by itself.',
  }
}
