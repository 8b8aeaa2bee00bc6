import type { Db } from '@/db/client'
import {
  attemptsOfLastHour,
  certificatesThatEnd,
  confirmedShares,
  heldEnvironments,
  keysThatEnd,
  limitsOfEndpoints,
  oldestInQueue,
  recentAttempts,
  restingEndpoints,
  usualAttempts,
  workersSeen,
} from '@/db/queries/incidents/facts'
import type { IncidentRow } from '@/db/queries/incidents/incidents'
import { freshRevisions } from '@/db/queries/incidents/prompt-facts'
import { recentCalls, steadyTraffic } from '@/db/queries/incidents/traffic'
import { isAccepted, lanesOf, type TransportLane } from './attempt-sums'
import { findRefusedCalls } from './find-calls'
import { findCollapsedReceipts, findDeadTokens, findEndingCertificates, findEndingKeys } from './find-changes'
import { findHolds, findResting } from './find-holds'
import { findLimited, waitingIn } from './find-limits'
import { findOutages } from './find-outages'
import { findRisingDenials, findUnreceivedRevisions } from './find-prompt'
import { findBehind, findNoWorker } from './find-queue'
import { findSilence, silentSeconds, steadyHours } from './find-silence'
import { findSlowDatabase } from './find-slow-database'
import type { Finding } from './finding'
import { knownOf, openPlaces } from './known'
import { isDeadToken } from './reasons'

/** Spans several heartbeats. */
const aliveSeconds = 12
const dueSeconds = 5
const keyWarningSeconds = 7 * 86_400

type Given = {
  now: Date
  watched: IncidentRow[]
  missingSince: Date | null
  slowSince: Date | null
  databaseMs: number
}

const revisionWatchSeconds = 86_400

/** Finds everything that is wrong now or was a moment ago. */
export async function lookForTrouble(db: Db, { now, watched, missingSince, slowSince, databaseMs }: Given) {
  const known = knownOf(watched)
  const workers = await workersSeen(db, { now, withinSeconds: aliveSeconds })
  const lanes = lanesOf(
    await recentAttempts(db, { now }),
    await oldestInQueue(db, { now, olderThanSeconds: dueSeconds }),
  )
  const resting = await restingEndpoints(db)
  const sideways = [
    ...findHolds(await heldEnvironments(db)),
    ...findOutages(lanes, { now }),
    ...findResting(resting, { now }),
  ]
  const inTheirWay = (findings: Finding[]) =>
    new Set(findings.map(({ environmentId, transport }) => `${environmentId} ${transport}`))
  const troubledElsewhere = inTheirWay(sideways)
  const limited = findLimited(
    lanes.filter(({ environmentId, transport }) => !troubledElsewhere.has(`${environmentId} ${transport}`)),
    { limits: await limitsOfEndpoints(db, { environmentIds: behindCompanies(lanes) }), now },
  )
  const troubled = inTheirWay([...sideways, ...limited])
  const hasDead = lanes.some(({ rows }) => rows.some(({ reason }) => isDeadToken(reason)))
  const accepting = lanes.filter(({ transport, rows }) => transport === 'apns' && rows.some(isAccepted))
  const calls = await recentCalls(db, { now })
  const receipts = await confirmedShares(db, {
    now,
    environmentIds: [
      ...new Set([
        ...accepting.map(({ environmentId }) => environmentId),
        ...openPlaces(watched, 'receipts_collapsed'),
      ]),
    ],
  })
  const lastHour = await attemptsOfLastHour(db, { now, environmentIds: openPlaces(watched, 'dead_tokens_rising') })
  const usual = hasDead ? await usualAttempts(db, { now }) : []
  const revisions = await freshRevisions(db, { now, withinSeconds: revisionWatchSeconds })
  const slow = findSlowDatabase(databaseMs, { now, slowSince })
  const waiting = lanes.filter(({ due, stuck }) => due ?? stuck).map(({ environmentId }) => environmentId)
  const blocked = new Set([...sideways.map(({ environmentId }) => environmentId), ...waiting])
  const steady = await steadyTraffic(db, {
    now,
    hours: steadyHours,
    recentSeconds: silentSeconds,
    environmentIds: openPlaces(watched, 'traffic_stopped'),
  })
  const found: Finding[] = [
    ...sideways,
    ...findNoWorker(workers, { now, missingSince }),
    ...(workers.alive > 0 ? limited : []),
    ...findBehind(lanes, { now, workers: workers.alive, troubled, isDatabaseSlow: slow.found.length > 0 }),
    ...findDeadTokens(lanes, { usual, lastHour, known, now }),
    ...findCollapsedReceipts(receipts, { known, now }),
    ...findRefusedCalls(calls, { now }),
    ...findUnreceivedRevisions(revisions, { now }),
    ...findRisingDenials(revisions),
    ...findSilence(steady, { now, known, blocked, workers: workers.alive }),
    ...slow.found,
    ...findEndingKeys(await keysThatEnd(db, { now, withinSeconds: keyWarningSeconds }), { now }),
    ...findEndingCertificates(await certificatesThatEnd(db, { now, withinSeconds: keyWarningSeconds }), { now }),
  ]
  return {
    found,
    /** Facts that show whether an incident is over. */
    seen: { lanes, calls, receipts, resting, lastHour },
    missingSince: workers.alive > 0 ? null : (missingSince ?? now),
    slowSince: slow.slowSince,
    sending: lanes
      .filter(({ transport, rows }) => transport === 'apns' && rows.length > 0)
      .map((lane) => lane.environmentId),
  }
}

const behindCompanies = (lanes: TransportLane[]) =>
  lanes.flatMap((lane) => (lane.transport === 'company_api' && waitingIn(lane) ? [lane.environmentId] : []))
