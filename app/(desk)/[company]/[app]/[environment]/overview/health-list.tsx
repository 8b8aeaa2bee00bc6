import { CircleAlert, CircleCheck, CircleDashed } from 'lucide-react'
import type { ReactNode } from 'react'
import { RelativeWords } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import type { EnvironmentPlace } from '@/lib/companies/environment-at'
import type { EnvironmentHealth } from '@/lib/companies/environment-health'

type Props = { environment: EnvironmentPlace; health: EnvironmentHealth }
type State = 'good' | 'bad' | 'absent'

const icons: Record<State, ReactNode> = {
  good: <CircleCheck aria-label="In order" className="mt-0.5 size-4 shrink-0 text-status-accepted" />,
  bad: <CircleAlert aria-label="Needs attention" className="mt-0.5 size-4 shrink-0 text-status-failed" />,
  absent: <CircleDashed aria-label="Not set up" className="mt-0.5 size-4 shrink-0 text-faint" />,
}

export function HealthList({ environment, health }: Props) {
  return (
    <Section title="Health">
      <ul className="flex flex-col gap-3">
        <ApnsItem environment={environment} health={health} />
        <EndpointItem health={health} />
        <QueueItem health={health} />
        <Item state={environment.requiresIdentity ? 'good' : 'absent'} name="Identity verification">
          {environment.requiresIdentity
            ? 'Customers must prove who they are before a device is registered for them.'
            : 'Off: whoever holds the app may register a device for any user id.'}
        </Item>
      </ul>
    </Section>
  )
}

function ApnsItem({ environment, health: { key } }: Props) {
  if (environment.blockedReason)
    return (
      <Item state="bad" name="APNs">
        Refuses with {environment.blockedReason}; the queue waits.
      </Item>
    )
  if (environment.apnsServer === 'simulator')
    return (
      <Item state="good" name="APNs">
        The built-in simulator answers. Upload a key to reach Apple.
      </Item>
    )
  if (!key)
    return (
      <Item state="absent" name="APNs">
        No key is uploaded: device tokens cannot be reached.
      </Item>
    )
  return (
    <Item state={key.verifiedAt ? 'good' : 'bad'} name="APNs">
      Key {key.keyId} of team {key.teamId},{' '}
      {key.verifiedAt ? (
        <>
          checked <RelativeWords at={key.verifiedAt} />
        </>
      ) : (
        `not confirmed${key.verifiedAnswer ? `: ${key.verifiedAnswer}` : ''}`
      )}
      .
    </Item>
  )
}

function EndpointItem({ health: { endpoint } }: { health: EnvironmentHealth }) {
  if (!endpoint)
    return (
      <Item state="absent" name="Company API">
        Not set up: devices with a UUID cannot be reached.
      </Item>
    )
  const isDown = endpoint.openUntil !== null && endpoint.openUntil > new Date()
  return (
    <Item state={isDown ? 'bad' : 'good'} name="Company API">
      {isDown ? `${endpoint.failuresInRow} failures in a row at ` : 'Answers at '}
      <span className="break-all">{new URL(endpoint.url).host}</span>, for{' '}
      {endpoint.usedFor === 'all' ? 'all devices' : 'devices with a UUID'}.
    </Item>
  )
}

function QueueItem({ health: { waitingCount, oldestWaitingSince } }: { health: EnvironmentHealth }) {
  if (waitingCount === 0)
    return (
      <Item state="good" name="Queue">
        Empty.
      </Item>
    )
  return (
    <Item
      state={oldestWaitingSince && Date.now() - oldestWaitingSince.getTime() > 60_000 ? 'bad' : 'good'}
      name="Queue"
    >
      {waitingCount.toLocaleString('en')} {waitingCount === 1 ? 'delivery waits' : 'deliveries wait'}
      {oldestWaitingSince && (
        <>
          , the oldest for <RelativeWords at={oldestWaitingSince} isBare />
        </>
      )}
      .
    </Item>
  )
}

function Item({ state, name, children }: { state: State; name: string; children: ReactNode }) {
  return (
    <li className="flex gap-2.5">
      {icons[state]}
      <span className="min-w-0">
        <span className="block font-medium">{name}</span>
        <span className="text-quiet">{children}</span>
      </span>
    </li>
  )
}
