'use client'

import { useQuery } from '@tanstack/react-query'
import { Check, Clock, Moon } from 'lucide-react'
import { Callout } from '@/components/ui/callout'
import { Meter } from '@/components/ui/meter'
import { Section } from '@/components/ui/section'
import { Skeleton } from '@/components/ui/skeleton'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { formatNumber } from '@/lib/format/number'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { windowDays } from '@/lib/prompts/window-days'
import { propagation } from './propagation.query'

/**
 * Shows for each app how many clients fetched the configuration in effect, by stream or request, and how many are
 * silent.
 */
export function PropagationMeter({ input, revision }: { input: PlaceInput; revision: string }) {
  const { data, error } = useQuery(propagation(input, revision))
  return (
    <Section title="Rollout status" description={`Clients active in the last ${windowDays} days.`}>
      {error && (
        <Callout tone="failure" title="Couldn’t load the rollout status">
          {error.message}
        </Callout>
      )}
      {!data && !error && <Skeleton className="h-5" />}
      <ul className="flex flex-col gap-4">
        {data?.apps.map((app) => (
          <li
            key={app.environmentId}
            className="grid items-center gap-x-6 gap-y-1 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]"
          >
            <Meter
              label={app.name}
              value={app.received}
              max={app.clients}
              text={app.clients === 0 ? 'No clients' : `${formatNumber(app.received)} of ${formatNumber(app.clients)}`}
              tone={app.clients > 0 && app.received === app.clients ? 'accepted' : 'waiting'}
            />
            <State {...app} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

type App = { clients: number; received: number; byStream: number; lastSeenAt?: string; isFromHere: boolean }

function State({ clients, received, byStream, lastSeenAt, isFromHere }: App) {
  if (!lastSeenAt || clients === 0)
    return (
      <p className="flex items-center gap-1.5 text-quiet">
        <Moon aria-hidden className="size-3.5" /> No clients in this period
      </p>
    )
  const due = clients - received
  return (
    <p className="flex items-start gap-x-1.5 text-quiet">
      {due === 0 ? (
        <Check aria-hidden className="mt-0.75 size-3.5 shrink-0 text-status-accepted" />
      ) : (
        <Clock aria-hidden className="mt-0.75 size-3.5 shrink-0 text-status-waiting" />
      )}
      <span>
        {due === 0 ? 'Fetched by all' : `${formatNumber(due)} pending until their next fetch`}
        {!isFromHere && ' · customized at a lower level'}
        {byStream > 0 && ` · ${formatNumber(byStream)} updated by stream`} · last fetch{' '}
        <RelativeTime isSentence at={lastSeenAt} />
      </span>
    </p>
  )
}
