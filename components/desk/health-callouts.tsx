import type { Route } from 'next'
import { ButtonLink } from '@/components/ui/button-link'
import { Callout } from '@/components/ui/callout'
import { Link } from '@/components/ui/link'
import { RelativeWords } from '@/components/ui/time/relative-time'
import { explainReason, nextActionAs, presentMeaning } from '@/lib/apns/explanations/explain'
import { reasonWord } from '@/lib/apns/explanations/reason-word'
import { isDelayed } from '@/lib/companies/worst-first'
import type { Refusal } from '@/lib/deliveries/attempts/refusal'
import { plural } from '@/lib/format/number'
import { roleMay } from '@/lib/permissions'
import type { Role } from '@/lib/staff/roles'

type Blocked = {
  name?: string
  reason: string | null
  since: Date | null
  settingsHref: Route
  /** The reader's, in the environment's company. */
  role: Role
  refusal?: Refusal | null
  /** The environment's path. */
  path?: string
}

/**
 * A fault of the environment, such as a rejected key or a wrong topic. Its APNs queue waits instead of failing every
 * delivery.
 */
export function BlockedCallout({ name, reason, since, settingsHref, role, refusal, path }: Blocked) {
  if (refusal && !refusal.isOfAll) return <RefusedDeviceCallout name={name} refusal={refusal} path={path} />
  if (!reason || !since) return null
  return (
    <Callout
      tone="failure"
      title={`${name ? `${name}: deliveries` : 'Deliveries'} are on hold (${reasonWord(reason)})`}
      action={roleMay(role, 'credential.upload') && <ButtonLink href={settingsHref}>Open settings</ButtonLink>}
    >
      {refusal?.devices.length ? (
        <>
          APNs doesn’t find the tokens of <RefusedDevices refusal={refusal} path={path} /> among those of the app.
        </>
      ) : (
        presentMeaning(reason)
      )}{' '}
      {nextActionAs(role, explainReason(reason))} On hold for <RelativeWords at={since} isBare />. Deliveries are kept
      until they expire, and sending resumes automatically once this is fixed.
    </Callout>
  )
}

/** Other devices aren't held up. Whether it's the device's fault shows when another device is tried. */
function RefusedDeviceCallout({ name, refusal, path }: Pick<Blocked, 'name' | 'path'> & { refusal: Refusal }) {
  const title = `APNs rejects the token of one device (${refusal.reason})`
  return (
    <Callout tone="warning" title={name ? `${name}: ${title}` : title}>
      Deliveries to <RefusedDevices refusal={refusal} path={path} /> are on hold. Other devices aren’t affected.{' '}
      {explainReason(refusal.reason).likelyCause}
    </Callout>
  )
}

function RefusedDevices({ refusal, path }: { refusal: Refusal; path: string | undefined }) {
  const [first, ...others] = refusal.devices
  if (!first) return 'one device'
  const more = others.length > 0 && ` and ${plural(others.length, 'more device')}`
  return (
    <>
      {path ? (
        <Link className="underline" href={`${path}/deliveries/${first.deliveryId}` as Route}>
          <bdi>{first.name}</bdi>
        </Link>
      ) : (
        <bdi>{first.name}</bdi>
      )}
      {more}
    </>
  )
}

type Waiting = { name?: string; since: Date | undefined; isBlocked: boolean; deliveriesHref: Route }

export function OldestWaitingCallout({ name, since, isBlocked, deliveriesHref }: Waiting) {
  if (!since || isBlocked || !isDelayed(since)) return null
  return (
    <Callout
      tone="warning"
      title={name ? `${name}: the queue is delayed` : 'The queue is delayed'}
      action={<ButtonLink href={deliveriesHref}>View queue</ButtonLink>}
    >
      The oldest delivery has been due for <RelativeWords at={since} isBare />. If something is wrong, an incident
      explains the problem and who acts next. Scheduled retries aren’t counted before they’re due.
    </Callout>
  )
}
