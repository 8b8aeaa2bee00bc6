import type { EndpointLimits, QueueFact } from '@/db/queries/incidents/facts'
import type { IncidentFacts } from '@/lib/incidents/facts'
import { sumOf, type TransportLane } from './attempt-sums'
import { keepAfterMs, openAfterMs } from './find-queue'
import type { Finding } from './finding'

/** Fewer rejections than this come from a limit per customer, not from the endpoint's own. */
const rejectedMin = 3
const rejectedShare = 0.01
/** The used share of a limit that counts as all of it, because several workers' shares don't quite add up. */
const usedShare = 0.7
const minuteMs = 60_000

/** Finds company API queues that are behind because of a limit, so that more workers wouldn't help. */
export function findLimited(
  lanes: TransportLane[],
  { limits, now }: { limits: EndpointLimits[]; now: Date },
): Finding[] {
  return lanes.flatMap((lane) => {
    const { environmentId, transport } = lane
    const due = waitingIn(lane)
    if (transport !== 'company_api' || !due || due.oldestMs < keepAfterMs) return []
    const limited = limitOf(lane, { ofEndpoint: limits.find((one) => one.environmentId === environmentId), due })
    if (!limited) return []
    return [
      {
        cause: 'queue_behind' as const,
        environmentId,
        scopeKey: environmentId,
        transport,
        opens: due.oldestMs >= openAfterMs,
        since: new Date(now.getTime() - due.oldestMs),
        facts: { ...limited, lane: transport, oldestSeconds: Math.round(due.oldestMs / 1000), due: due.count },
      },
    ]
  })
}

type Waiting = Pick<QueueFact, 'count' | 'oldestMs'>

/** A worker claims up to 250 deliveries at once, and holds those that the limit doesn't let it send yet. */
export function waitingIn({ due, stuck }: TransportLane): Waiting | undefined {
  if (!due || !stuck) return due ?? stuck
  return { count: due.count + stuck.count, oldestMs: Math.max(due.oldestMs, stuck.oldestMs) }
}

type Given = { ofEndpoint: EndpointLimits | undefined; due: Waiting }

function limitOf({ rows }: TransportLane, { ofEndpoint, due }: Given): IncidentFacts | undefined {
  const all = sumOf(rows, ({ outcome }) => outcome !== 'reported')
  const rejected = sumOf(rows, ({ reason }) => reason === 'http_429')
  if (rejected.five >= rejectedMin && rejected.five >= all.five * rejectedShare)
    return { limit: 'company', failed: rejected.five, attempts: all.five }
  if (!ofEndpoint) return undefined
  const { ratePerSecondMax, concurrencyMax } = ofEndpoint
  // The queue has had something to send during all of this time.
  const busyMs = Math.min(due.oldestMs, minuteMs)
  if (ratePerSecondMax && all.minute >= ((ratePerSecondMax * busyMs) / 1000) * usedShare)
    return { limit: 'rate', limitMax: ratePerSecondMax }
  if (all.minute > 0 && all.durationMs / busyMs >= concurrencyMax * usedShare)
    return {
      limit: 'concurrency',
      limitMax: concurrencyMax,
      answerMs: Math.round(all.durationMs / all.minute),
    }
  return undefined
}
