'use client'

import { useQuery } from '@tanstack/react-query'
import type { Route } from 'next'
import type { PhoneState } from '@/app/(desk)/simulator/phone/phone-state'
import { usePhone } from '@/app/(desk)/simulator/screens/phone-context'
import { StateBadge } from '@/components/ui/state-badge'
import { Outside } from '@/components/ui/text/outside'
import { TextLink } from '@/components/ui/text/text-link'
import { agentMessageOutcome } from './agent-message-outcome.query'

type Props = { environmentId: string; notificationId: string; text: string; customer: string; path: string }

/** One message from the agent and its outcome per device, polled while the outcome can still change. */
export function AgentMessageOutcome({ environmentId, notificationId, text, customer, path }: Props) {
  const { push, deviceIds } = usePhone().state
  const { data: deliveries } = useQuery(agentMessageOutcome({ environmentId, notificationId }))
  return (
    <li className="flex flex-col gap-0.5 border-b py-2 last:border-b-0">
      <p className="flex min-w-0 justify-between gap-3">
        <span className="truncate">
          <Outside>{text}</Outside>
        </span>
        <span className="shrink-0 font-mono text-faint text-sm">
          <Outside>{customer}</Outside>
        </span>
      </p>
      {deliveries?.length === 0 && <p className="text-quiet">The customer has no registered device.</p>}
      {deliveries?.map((delivery) => (
        <div key={delivery.id}>
          <p className="flex flex-wrap items-center gap-x-2">
            <StateBadge state={delivery.state} />
            {delivery.openedAt ? <span>opened</span> : delivery.receivedAt ? <span>received</span> : null}
            <span className="text-quiet">{deviceWords(delivery.deviceId, { push, deviceIds })}</span>
            <TextLink variant="quiet" href={`${path}/deliveries/${delivery.id}` as Route}>
              Open
            </TextLink>
          </p>
          {delivery.meaning && delivery.state !== 'accepted' && (
            <p className="text-quiet text-sm">{delivery.meaning}</p>
          )}
        </div>
      ))}
    </li>
  )
}

/** While the response to a registration is lost, an unknown device may be this phone. */
export function deviceWords(deviceId: string | null, { push, deviceIds }: Pick<PhoneState, 'push' | 'deviceIds'>) {
  if (deviceId !== null && deviceIds.includes(deviceId)) return 'this phone'
  return push.status === 'unknown' && deviceIds.length === 0 ? 'a device' : 'another device'
}
