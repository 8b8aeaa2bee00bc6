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
      title={
        name ? `${name}: pushes wait, because APNs answers ${reason}` : `Pushes wait, because APNs answers ${reason}`
      }
      action={<ButtonLink href={settingsHref}>Open the settings</ButtonLink>}
    >
      {presentMeaning(reason)} {nextAction} Waiting for <RelativeWords at={since} isBare />; nothing is lost, and it
      goes on by itself once the key is right.
    </Callout>
  )
}

type Waiting = { name?: string; since: Date | undefined; isBlocked: boolean; deliveriesHref: Route }

export function OldestWaitingCallout({ name, since, isBlocked, deliveriesHref }: Waiting) {
  if (!since || isBlocked || Date.now() - since.getTime() < waitingTooLongMs) return null
  return (
    <Callout
      tone="warning"
      title={name ? `${name}: the queue is behind` : 'The queue is behind'}
      action={<ButtonLink href={deliveriesHref}>See what waits</ButtonLink>}
    >
      The delivery that has waited longest came <RelativeWords at={since} />. More workers make it faster; a delivery
      that waits for its next attempt is not counted here.
    </Callout>
  )
}
