import type { Db } from '@/db/client'
import {
  hoursOfTraffic,
  lastHourByMinute,
  recentCounts,
  recentReceipts,
  waitingAndListening,
  workersByVersion,
} from '@/db/queries/incidents/rates'
import { listWorkspace } from '@/db/queries/workspace'
import { query } from '@/lib/command'
import { inCompany, inEnvironment, onPlatform } from '@/lib/scope'
import { arrivalsOf, type Window } from './arrival'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const windows = ['one', 'five', 'fifteen'] as const

/** Returns the traffic of one environment. */
export const showTraffic = query('delivery.read', inEnvironment({}), ({ db, input: { environmentId } }) =>
  trafficOf(db, [environmentId]),
)

/** Returns the traffic of all active apps of a company. */
export const showCompanyTraffic = query('delivery.read', inCompany({}), async ({ db, input: { companyId } }) =>
  trafficOf(db, await environmentIdsIn(db, [companyId])),
)

/** Returns the traffic of all active apps in the companies that the staff member can access. */
export const showPlatformTraffic = query('delivery.read', onPlatform({}), async ({ db, staff: { companyIds } }) =>
  trafficOf(db, await environmentIdsIn(db, companyIds)),
)

async function environmentIdsIn(db: Db, companyIds: readonly string[] | 'all') {
  return (await listWorkspace(db, { companyIds })).map(({ environmentId }) => environmentId)
}

/**
 * Traffic of the last 1, 5, and 15 minutes, of the last hour by minute, and of the last seven days by hour, each hour
 * next to the same hour a week earlier.
 */
async function trafficOf(db: Db, environmentIds: string[]) {
  const now = new Date()
  const which = { environmentIds, now }
  const since = new Date(now.getTime() - 14 * dayMs - hourMs)
  const [counts, receipts, minutes, hours, workers, rest] = await Promise.all([
    recentCounts(db, which),
    recentReceipts(db, which),
    lastHourByMinute(db, which),
    hoursOfTraffic(db, { environmentIds, since }),
    workersByVersion(db, { now }),
    waitingAndListening(db, which),
  ])
  const byHour = new Map(hours.map((row) => [row.hourMs, row]))
  const firstHour = Math.floor(now.getTime() / hourMs) * hourMs - 7 * dayMs
  const sentAt = (at: number) => {
    const { accepted = 0, notAccepted = 0 } = byHour.get(at) ?? {}
    return accepted + notAccepted
  }
  const minuteBars = settled(
    Array.from({ length: 60 }, (_, minute) => {
      const found = minutes.find((row) => row.minute === minute)
      return { accepted: found?.accepted ?? 0, notAccepted: found?.notAccepted ?? 0, received: found?.received ?? 0 }
    }),
  )
  const sent = minutes.reduce((sum, { accepted, notAccepted }) => sum + accepted + notAccepted, 0)
  return {
    at: now,
    minutes: minuteBars,
    hours: settled(
      Array.from({ length: 7 * 24 }, (_, index) => {
        const at = firstHour + index * hourMs
        const { accepted = 0, notAccepted = 0 } = byHour.get(at) ?? {}
        return { at: new Date(at), accepted, notAccepted, sentAWeekBefore: sentAt(at - 7 * dayMs) }
      }),
    ),
    lastHour: { sent, sentAWeekBefore: aWeekBefore(now, sentAt) },
    windows: windows.map((window) => ({ window, ...windowOf(counts, window), arrivals: arrivalsOf(receipts, window) })),
    workers,
    ...rest,
  }
}

type Bar = { accepted: number; notAccepted: number }

/**
 * Moves negative counts to earlier bars: a later report takes back requests that were counted before it, the latest
 * first.
 */
function settled<Some extends Bar>(bars: Some[]): Some[] {
  const owed = { accepted: 0, notAccepted: 0 }
  return bars
    .toReversed()
    .map((bar) => {
      const paid = { ...bar }
      for (const key of ['accepted', 'notAccepted'] as const) {
        const left = bar[key] + owed[key]
        paid[key] = Math.max(0, left) as Some[typeof key]
        owed[key] = Math.min(0, left)
      }
      return paid
    })
    .toReversed()
}

/**
 * Estimates the same sixty minutes a week earlier: they span two counted hours, so takes a proportional share of each.
 */
function aWeekBefore(now: Date, sentAt: (at: number) => number): number {
  const at = now.getTime() - 7 * dayMs
  const hour = Math.floor(at / hourMs) * hourMs
  const share = (at - hour) / hourMs
  return Math.round(sentAt(hour - hourMs) * (1 - share) + sentAt(hour) * share)
}

type Counted = Awaited<ReturnType<typeof recentCounts>>

function windowOf(counts: Counted, window: Window) {
  const of = (kinds: string[]) => counts.filter(({ kind, [window]: count }) => kinds.includes(kind) && count > 0)
  const callsOf = (call: string) => {
    const rows = of([call])
    const sum = (some: Counted) => some.reduce((total, row) => total + row[window], 0)
    return { answered: sum(rows.filter(({ label }) => !label)), refused: sum(rows.filter(({ label }) => label)) }
  }
  return {
    attempts: of(['apns', 'company_api'])
      .map(({ kind, label, [window]: count }) => ({ transport: kind, reason: label, count }))
      .toSorted((a, b) => b.count - a.count),
    registrations: callsOf('registration'),
    evaluations: callsOf('evaluation'),
  }
}
