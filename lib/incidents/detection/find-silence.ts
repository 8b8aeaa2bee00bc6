import type { TrafficFact } from '@/db/queries/incidents/traffic'
import type { Finding } from './finding'
import type { Known } from './known'

/** In each of so many hours something was sent. */
export const steadyHours = 3
/** So long nothing at all. */
export const silentSeconds = 600
/** Of an hour: where less is sent, ten minutes without anything are nothing unusual. */
const openCount = 60
/** It is over when a twentieth of the usual comes again. */
const keepShare = 0.05

type Given = { now: Date; known: Known; blocked: ReadonlySet<string | undefined>; workers: number }

/**
 * Nothing is sent where there is always some at this time, although nothing here is in its way: whoever triggers it has
 * stopped. What was usual when that began stays so: the hours since then are part of the fault.
 */
export function findSilence(facts: TrafficFact[], { now, known, blocked, workers }: Given): Finding[] {
  return facts.flatMap(({ environmentId, leastCount, recent, ...earlier }) => {
    const usualPerHour = known('traffic_stopped', environmentId)?.usualPerHour ?? leastCount ?? 0
    const usual = (usualPerHour * silentSeconds) / 3_600
    if (usualPerHour < openCount || recent > usual * keepShare) return []
    return [
      {
        cause: 'traffic_stopped' as const,
        environmentId,
        scopeKey: environmentId,
        opens: recent === 0 && workers > 0 && !blocked.has(environmentId) && isUsualNow(earlier),
        since: new Date(now.getTime() - silentSeconds * 1_000),
        facts: { usualPerHour },
      },
    ]
  })
}

/** Chats close in the evening and on weekends: the same hours of a week before know, or of the day before where there are none. */
function isUsualNow({ weekBefore, dayBefore }: Pick<TrafficFact, 'weekBefore' | 'dayBefore'>) {
  const before = weekBefore ?? dayBefore
  return before === null || before >= openCount
}
