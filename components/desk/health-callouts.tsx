import type { Route } from 'next'
import { explainReason, presentMeaning } from '@/lib/apns/explain'
import { ButtonLink } from '../ui/button-link'
import { Callout } from '../ui/callout'
import { RelativeWords } from '../ui/relative-time'

const waitingTooLongMs = 60_000

type Blocked = { name?: string; reason: string | null; since: Date | null; settingsHref: Route }

/** The environment's own fault (a refused key, a wrong topic): its APNs queue waits instead of burning through. */
export function BlockedCallout({ name, reason, since, settingsHref }: Blocked) {
  if (!reason || !since) return null
  const { nextAction } = explainReason(reason)
  return (
    <Callout
      tone="failure"
      title={name ? `${name}: deliveries are on hold (${reason})` : `Deliveries are on hold (${reason})`}
      action={<ButtonLink href={settingsHref}>Open settings</ButtonLink>}
    >
      {presentMeaning(reason)} {nextAction} On hold for <RelativeWords at={since} isBare />. Deliveries are kept until
      they expire, and sending resumes automatically once this is fixed.
    </Callout>
  )
}

type Waiting = { name?: string; since: Date | undefined; isBlocked: boolean; deliveriesHref: Route }

export function OldestWaitingCallout({ name, since, isBlocked, deliveriesHref }: Waiting) {
  if (!since || isBlocked || Date.now() - since.getTime() < waitingTooLongMs) return null
  return (
    <Callout
      tone="warning"
      title={name ? `${name}: the queue is delayed` : 'The queue is delayed'}
      action={<ButtonLink href={deliveriesHref}>View queue</ButtonLink>}
    >
      The oldest delivery has been due for <RelativeWords at={since} isBare />. Check that a worker is running, or add
      workers. Scheduled retries aren’t counted before they are due.
    </Callout>
  )
}
