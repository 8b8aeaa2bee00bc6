'use client'

import { useQuery } from '@tanstack/react-query'
import { failureWords } from '@/components/desk/desk-fetch'
import { Section } from '@/components/ui/section'
import { Skeleton } from '@/components/ui/skeleton'
import { formatDuration } from '@/lib/format/duration'
import { formatNumber, plural, pluralWord } from '@/lib/format/number'
import { ArrivalTable } from './arrival-table'
import { type Traffic, trafficOf } from './traffic.query'
import { TrafficBars } from './traffic-bars'

const windowWords = { one: '1 min', five: '5 min', fifteen: '15 min' } as const

/** Traffic from counters only, refreshed every few seconds while the page is visible. */
export function TrafficSection({ environmentId }: { environmentId: string }) {
  return (
    <Section title="Traffic" description="Updates automatically.">
      <TrafficOf place={`environment=${environmentId}`} />
    </Section>
  )
}

/** `place` is the query passed to `trafficOf`. */
export function TrafficOf({ place }: { place: string }) {
  const { data, error } = useQuery(trafficOf(place))
  return (
    <>
      {error && (
        <p role="status" className="text-danger-text text-sm">
          Not up to date. {failureWords(error)}
        </p>
      )}
      {data ? <Shown traffic={data} /> : !error && <Skeleton className="h-56 w-full" />}
    </>
  )
}

function Shown({ traffic }: { traffic: Traffic }) {
  const { minutes, hours, lastHour, windows, workers, oldestMs, streaming } = traffic
  return (
    <div className="flex flex-col gap-5">
      <p className="text-quiet">
        {plural(lastHour.sent, 'request')} in the last hour,{' '}
        {lastHour.sentAWeekBefore ? `about ${formatNumber(lastHour.sentAWeekBefore)}` : 'none'} in the same hour a week
        before.
      </p>
      <div className="grid gap-6 empty:hidden md:grid-cols-2">
        {minutes.some(hasAny) && <TrafficBars title="Last hour, by the minute" bars={minutes} />}
        {hours.some(hasAny) && (
          <TrafficBars
            title="Last 7 days, by complete hour"
            bars={hours.map(({ sentAWeekBefore, ...hour }) => ({ ...hour, before: sentAWeekBefore }))}
          />
        )}
      </div>
      <dl className="grid max-w-xl grid-cols-[auto_repeat(3,minmax(0,1fr))] gap-x-4 gap-y-1 text-sm tabular-nums">
        <dt className="text-quiet">In the last</dt>
        {windows.map(({ window }) => (
          <dd key={window} className="text-right text-quiet">
            {windowWords[window]}
          </dd>
        ))}
        <Row name="Accepted" windows={windows} of={({ attempts }) => sumOf(attempts, true)} />
        <Row name="Not accepted" windows={windows} of={({ attempts }) => sumOf(attempts, false)} />
        <Row name="Registrations" windows={windows} of={({ registrations }) => registrations.answered} />
        <Row name="Registrations refused" windows={windows} of={({ registrations }) => registrations.refused} />
        <Row name="Evaluations" windows={windows} of={({ evaluations }) => evaluations.answered} />
        <Row name="Evaluations refused" windows={windows} of={({ evaluations }) => evaluations.refused} />
      </dl>
      <ArrivalTable arrivals={windows.find(({ window }) => window === 'fifteen')?.arrivals ?? []} />
      <p className="text-quiet text-sm">
        {oldestMs === null ? 'No delivery is waiting.' : `The oldest delivery has waited ${formatDuration(oldestMs)}.`}{' '}
        {plural(streaming, 'client')} {pluralWord(streaming, 'is', 'are')} connected for prompt changes.{' '}
        {workers.length === 0
          ? 'No worker runs.'
          : `${workers.map(({ alive, version, lagMs }) => `${plural(alive, 'worker')} of version ${version}, last seen ${formatDuration(lagMs)} ago`).join('; ')}.`}
      </p>
    </div>
  )
}

const hasAny = ({ accepted, notAccepted }: { accepted: number; notAccepted: number }) => accepted + notAccepted > 0

type Window = Traffic['windows'][number]

function Row({ name, windows, of }: { name: string; windows: Window[]; of: (window: Window) => number }) {
  return (
    <>
      <dt>{name}</dt>
      {windows.map((window) => (
        <dd key={window.window} className="text-right">
          {formatNumber(of(window))}
        </dd>
      ))}
    </>
  )
}

const sumOf = (attempts: Window['attempts'], isAccepted: boolean) =>
  attempts.filter(({ reason }) => (reason === 'accepted') === isAccepted).reduce((sum, { count }) => sum + count, 0)
