import { CircleAlert, CircleCheck, CircleDashed } from 'lucide-react'
import type { ReactNode } from 'react'
import { Section } from '@/components/ui/section'
import { RelativeWords } from '@/components/ui/time/relative-time'
import { reasonWord } from '@/lib/apns/explanations/reason-word'
import type { EnvironmentPlace } from '@/lib/companies/environment-at'
import type { EnvironmentHealth } from '@/lib/companies/environment-health'
import type { EndpointState } from '@/lib/company-api/endpoint-state'
import { refusedDevices, refusedOfAll } from '@/lib/deliveries/attempts/refusal'
import { plural } from '@/lib/format/number'
import { roleMay } from '@/lib/permissions'
import type { Role } from '@/lib/staff/roles'

type Props = {
  role: Role
  environment: Pick<EnvironmentPlace, 'blockedReason' | 'apnsServer' | 'requiresIdentity'> &
    Partial<Pick<EnvironmentPlace, 'refusal'>>
  health: Pick<EnvironmentHealth, 'key' | 'endpoint' | 'waitingCount' | 'oldestWaitingSince' | 'workers'>
  /** Open incidents of this environment and of the whole platform. */
  incidents?: readonly OpenOne[]
}
type OpenOne = { cause: string; sentence: string }
type State = 'good' | 'bad' | 'absent'

const icons: Record<State, ReactNode> = {
  good: <CircleCheck aria-label="OK" className="mt-0.5 size-4 shrink-0 text-status-accepted" />,
  bad: <CircleAlert aria-label="Needs attention" className="mt-0.5 size-4 shrink-0 text-status-failed" />,
  absent: <CircleDashed aria-label="Not set up" className="mt-0.5 size-4 shrink-0 text-faint" />,
}

/** Finds an open incident by its cause. It overrides the last observed state. */
const about = (incidents: readonly OpenOne[], beginning: RegExp) => incidents.find(({ cause }) => beginning.test(cause))

export function HealthList({ role, environment, health, incidents = [] }: Props) {
  const apns = about(incidents, /^(apns_|dead_tokens|receipts)/)
  const company = about(incidents, /^company_api_/)
  const queue = about(incidents, /^(queue_behind|no_worker)$/)
  return (
    <Section title="Health">
      <ul className="flex flex-col gap-3">
        {apns ? <IncidentItem name="APNs" incident={apns} /> : <ApnsItem {...{ role, environment, health }} />}
        {company ? <IncidentItem name="Company API" incident={company} /> : <EndpointItem health={health} />}
        {queue ? (
          <IncidentItem name="Queue" incident={queue} />
        ) : (
          <QueueItem environment={environment} health={health} />
        )}
        <Item state={environment.requiresIdentity ? 'good' : 'absent'} name="Identity verification">
          {environment.requiresIdentity
            ? 'On. An app registers a device for a user ID only with a signed User-Token.'
            : 'Off. Anyone with the app can register a device for any user ID.'}
        </Item>
      </ul>
    </Section>
  )
}

const IncidentItem = ({ name, incident }: { name: string; incident: OpenOne }) => (
  <Item state="bad" name={name}>
    {incident.sentence}
  </Item>
)

export function ApnsItem({ role, environment, health: { key } }: Props) {
  if (environment.blockedReason)
    return (
      <Item state="bad" name="APNs">
        Deliveries are on hold: <bdi>{refusedOfAll(environment.blockedReason, environment.refusal)}</bdi>
      </Item>
    )
  const { refusal } = environment
  if (refusal)
    return (
      <Item state="bad" name="APNs">
        Rejects the token of <bdi>{refusedDevices(refusal)}</bdi> ({refusal.reason}). Other devices aren’t affected.
      </Item>
    )
  if (environment.apnsServer === 'simulator')
    return (
      <Item state="absent" name="APNs">
        Uses the built-in simulator.{' '}
        {roleMay(role, 'credential.upload')
          ? 'Upload an APNs key to send through Apple.'
          : 'An integration manager or an admin can upload an APNs key to send through Apple.'}
      </Item>
    )
  if (!key)
    return (
      <Item state="absent" name="APNs">
        No APNs key. Devices with a device token can’t be reached.
      </Item>
    )
  return (
    <Item state={key.verifiedAt ? 'good' : 'bad'} name="APNs">
      Key {key.keyId} of team {key.teamId},{' '}
      {key.verifiedAt ? (
        <>
          accepted by APNs <RelativeWords at={key.verifiedAt} />
        </>
      ) : (
        `not verified${key.verifiedAnswer ? `: ${reasonWord(key.verifiedAnswer)}` : ''}`
      )}
      .
    </Item>
  )
}

/** Shows OK only if the newest delivery was accepted and nothing has failed since. */
export function EndpointItem({ health: { endpoint } }: { health: Pick<EnvironmentHealth, 'endpoint'> }) {
  if (!endpoint)
    return (
      <Item state="absent" name="Company API">
        Not set up. Devices with a UUID can’t be reached.
      </Item>
    )
  const { state } = endpoint
  return (
    <Item state={state.kind === 'accepted' ? 'good' : state.kind === 'unused' ? 'absent' : 'bad'} name="Company API">
      <EndpointWords state={state} /> Used for {endpoint.usedFor === 'all' ? 'all devices' : 'devices with a UUID'}, at{' '}
      <span className="wrap-anywhere">{new URL(endpoint.url).host}</span>.
    </Item>
  )
}

function EndpointWords({ state }: { state: EndpointState }) {
  switch (state.kind) {
    case 'refused':
      return 'Pushdesk doesn’t call it: its address is private, and the operator hasn’t allowed it.'
    case 'paused':
      return `Requests are paused after ${state.failuresInRow} failures in a row.`
    case 'failing':
      return state.failuresInRow === 1 ? 'The last request failed.' : `The last ${state.failuresInRow} requests failed.`
    case 'rejected':
      return (
        <>
          The last push was rejected <RelativeWords at={state.at} /> ({reasonWord(state.reason)}).
        </>
      )
    case 'accepted':
      return (
        <>
          Accepted a push <RelativeWords at={state.at} />.
        </>
      )
    case 'unused':
      return 'Configured. It hasn’t responded to a push with these settings.'
  }
}

/** A queue that is on hold or has no running worker needs attention, however short the wait. */
export function QueueItem({ environment, health: { waitingCount, oldestWaitingSince, workers } }: QueueProps) {
  const isLate = oldestWaitingSince && Date.now() - oldestWaitingSince.getTime() > 60_000
  const isHeld = waitingCount > 0 && (isLate || environment.blockedReason)
  return (
    <Item state={isHeld || workers.running === 0 ? 'bad' : 'good'} name="Queue">
      {waitingCount === 0 ? 'Empty' : `${plural(waitingCount, 'delivery', 'deliveries')} in the queue`}
      {waitingCount === 0 ? null : environment.blockedReason ? (
        ', on hold'
      ) : oldestWaitingSince ? (
        <>
          , the oldest due for <RelativeWords at={oldestWaitingSince} isBare />
        </>
      ) : (
        ', none due now'
      )}
      . <Workers workers={workers} />
    </Item>
  )
}

function Workers({ workers: { running, lastSeenAt } }: Pick<EnvironmentHealth, 'workers'>) {
  if (running > 0) return `${plural(running, 'worker')} running.`
  if (!lastSeenAt) return 'No worker is running.'
  return (
    <>
      No worker is running. The last one was seen <RelativeWords at={lastSeenAt} />.
    </>
  )
}

type QueueProps = {
  environment: Pick<EnvironmentPlace, 'blockedReason'>
  health: Pick<EnvironmentHealth, 'waitingCount' | 'oldestWaitingSince' | 'workers'>
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
