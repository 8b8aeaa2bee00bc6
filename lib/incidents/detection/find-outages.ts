import type { IncidentCause } from '@/lib/incidents/causes'
import { isAccepted, type Sum, sumOf, type TransportLane } from './attempt-sums'
import type { Finding } from './finding'
import { isApnsOutage, isCredentialsRefused, isEndpointFailure, isNoAnswerInTime } from './reasons'

// Thresholds: a few failures that are most of the requests, or a smaller share of many. An incident closes at a much
// lower share than it opens, so that it doesn't flap.

const failedMin = 3
const openShare = 0.5
const manyMin = 20
const openShareOfMany = 0.2
const keepShare = 0.1
/** This long after the last failure, a response that came since shows that the outage is over. */
const calmMs = 10_000
/** A request that has been in flight for this long won't get a response in time. */
const stuckMs = 9_000
const slowAnswerMs = 2_000
export const slowAnswerKeptMs = 1_200

/** Finds outages of APNs or of a company's API in each environment, from the responses of the last minutes. */
export function findOutages(lanes: TransportLane[], { now }: { now: Date }): Finding[] {
  return lanes.flatMap((lane) => (lane.transport === 'apns' ? apnsOutage(lane, now) : endpointOutages(lane, now)))
}

function apnsOutage(lane: TransportLane, now: Date): Finding[] {
  const failed = sumOf(lane.rows, ({ reason }) => isApnsOutage(reason))
  const accepted = sumOf(lane.rows, isAccepted)
  const answered = sumOf(lane.rows, ({ reason }) => !isApnsOutage(reason))
  return [
    ...outage({ cause: 'apns_unavailable', lane, failed, answered, now, isStuckToo: true }),
    ...slowness({ cause: 'apns_slow', lane, accepted }),
  ]
}

function endpointOutages({ rows, ...there }: TransportLane, now: Date): Finding[] {
  const lane = { ...there, rows: rows.filter(({ outcome }) => outcome !== 'reported') }
  const found = requestOutages(lane, now)
  return found.length > 0 ? found : reportedFailures({ ...there, rows })
}

function requestOutages(lane: TransportLane, now: Date): Finding[] {
  const sum = (isOf: (reason: string | null) => boolean) => sumOf(lane.rows, ({ reason }) => isOf(reason))
  const [failed, slow, refused] = [sum(isEndpointFailure), sum(isNoAnswerInTime), sum(isCredentialsRefused)]
  const answered = sumOf(
    lane.rows,
    ({ reason }) => !isEndpointFailure(reason) && !isNoAnswerInTime(reason) && !isCredentialsRefused(reason),
  )
  const isSlow = slow.five > failed.five
  return [
    ...outage({ cause: 'company_api_failing', lane, failed, answered: isSlow ? plus(answered, slow) : answered, now }),
    ...outage({ cause: 'company_api_slow', lane, failed: slow, answered, now, isStuckToo: true }),
    ...outage({ cause: 'company_api_credentials_refused', lane, failed: refused, answered, now }),
    ...slowness({ cause: 'company_api_slow', lane, accepted: sumOf(lane.rows, isAccepted) }),
  ]
}

/** The company's API accepts pushes, but the company reports that APNs rejects many. Reports may be minutes late. */
function reportedFailures({ environmentId, transport, rows }: TransportLane): Finding[] {
  const failed = sumOf(rows, ({ outcome, reason }) => outcome === 'reported' && reason !== null)
  const accepted = sumOf(rows, isAccepted)
  if (failed.five <= 0) return []
  const all = Math.max(accepted.five, failed.five)
  const share = failed.five / all
  const isOver = accepted.minute >= failedMin && failed.minute < accepted.minute * keepShare
  if (isOver || share < keepShare) return []
  // Reported deliveries were sent earlier.
  const [since = new Date()] = [accepted.firstAt, failed.firstAt]
    .filter((at) => at !== undefined)
    .toSorted((a, b) => a.getTime() - b.getTime())
  return [
    {
      cause: 'company_api_failing',
      environmentId,
      scopeKey: environmentId,
      transport,
      opens: (failed.five >= failedMin && share >= openShare) || (all >= manyMin && share >= openShareOfMany),
      since,
      facts: { isReported: true, reason: failed.reason, failed: failed.five, attempts: all, lane: transport },
      reasons: failed.reasons,
    },
  ]
}

type Given = { cause: IncidentCause; lane: TransportLane; failed: Sum; answered: Sum; now: Date; isStuckToo?: boolean }

function outage({ cause, lane, failed, answered, now, isStuckToo = false }: Given): Finding[] {
  const { environmentId, transport } = lane
  const isAnsweredSince = (at: Date | undefined) =>
    answered.lastAt !== undefined && (at === undefined || answered.lastAt > at)
  const stuckSince =
    isStuckToo && lane.stuck && lane.stuck.oldestMs >= stuckMs
      ? new Date(now.getTime() - lane.stuck.oldestMs)
      : undefined
  const isStuck = stuckSince !== undefined && !isAnsweredSince(new Date(now.getTime() - stuckMs))
  const all = failed.minute + answered.minute
  const share = all === 0 ? 0 : failed.minute / all
  const opens =
    (failed.minute >= failedMin && share >= openShare) || (all >= manyMin && share >= openShareOfMany) || isStuck
  const lastFailedMs = failed.lastAt ? now.getTime() - failed.lastAt.getTime() : Number.POSITIVE_INFINITY
  const isOver = lastFailedMs >= calmMs && isAnsweredSince(failed.lastAt)
  const keeps =
    isStuck ||
    (failed.five > 0 && !isOver && share >= keepShare) ||
    (failed.five > 0 && !isAnsweredSince(failed.lastAt))
  if (!keeps) return []
  return [
    {
      cause,
      environmentId,
      scopeKey: environmentId,
      transport,
      opens: opens && !isOver,
      since: failed.firstAt ?? stuckSince ?? now,
      facts: {
        reason: failed.reason ?? reasonOfStuck(lane),
        failed: Math.max(all ? failed.minute : failed.five, lane.stuck?.count ?? 0),
        attempts: Math.max(all || failed.five + answered.five, lane.stuck?.count ?? 0),
        ...(all === 0 && { minutes: 5 }),
        lane: transport,
      },
      reasons: [...failed.reasons, ...lostBehind],
    },
  ]
}

/** If nothing failed yet and APNs got no request, there is no connection that could take one. */
const reasonOfStuck = ({ transport, stuck }: TransportLane) =>
  transport === 'apns' && stuck?.requested === 0 ? 'connect_failed' : 'timeout'

/** Deliveries that wait behind the failures end with these reasons if they aren't sent in time. */
const lostBehind = ['circuit_open', 'message_expired']

type Slow = { cause: IncidentCause; lane: TransportLane; accepted: Sum }

/** Responses come, but take seconds. An API that is only too slow for its limits is a different finding. */
function slowness({ cause, lane, accepted }: Slow): Finding[] {
  if (accepted.minute === 0) return []
  const answerMs = Math.round(accepted.durationMs / accepted.minute)
  const { environmentId, transport } = lane
  if (answerMs < slowAnswerKeptMs) return []
  return [
    {
      cause,
      environmentId,
      scopeKey: environmentId,
      transport,
      opens: accepted.minute >= failedMin && answerMs >= slowAnswerMs,
      since: accepted.firstAt ?? new Date(),
      facts: {
        answerMs,
        attempts: accepted.minute,
        lane: transport,
      },
      reasons: lostBehind,
    },
  ]
}

const plus = (one: Sum, other: Sum): Sum => ({
  ...one,
  minute: one.minute + other.minute,
  five: one.five + other.five,
  lastAt: [one.lastAt, other.lastAt].filter((at) => at !== undefined).toSorted((a, b) => b.getTime() - a.getTime())[0],
})
