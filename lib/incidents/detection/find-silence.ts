import type { TrafficFact } from '@/db/queries/incidents/traffic'
import type { Finding } from './finding'
import type { Known } from './known'

/** Something was sent in each of this many hours. */
export const steadyHours = 3
/** Then nothing at all was sent for this long. */
export const silentSeconds = 600
/** Deliveries an hour. With fewer, ten minutes without any aren't unusual. */
const openCount = 60
/** The incident ends when a twentieth of the usual traffic is back. */
const keepShare = 0.05

type Given = { now: Date; known: Known; blocked: ReadonlySet<string | undefined>; workers: number }

/**
 * Finds environments that send nothing at a time when they always do, although nothing here is in the way: the caller
 * has stopped. The usual traffic stays fixed during the incident, because the hours since are part of the fault.
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

/** Chats close in the evening and on weekends, so compare with the same hours a week before, or else a day before. */
function isUsualNow({ weekBefore, dayBefore }: Pick<TrafficFact, 'weekBefore' | 'dayBefore'>) {
  const before = weekBefore ?? dayBefore
  return before === null || before >= openCount
}
