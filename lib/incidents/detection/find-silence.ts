import type { TrafficFact } from '@/db/queries/incidents/traffic'
import type { Finding } from './finding'

/** In each of so many hours something was sent. */
export const steadyHours = 3
/** So long nothing at all. */
export const silentSeconds = 600
/** Of an hour: where less is sent, ten minutes without anything are nothing unusual. */
const openCount = 60
/** It is over when a twentieth of the usual comes again. */
const keepShare = 0.05

/** Nothing is sent where there is always some, although nothing here is in its way: whoever triggers it has stopped. */
export function findSilence(
  facts: TrafficFact[],
  { now, blocked }: { now: Date; blocked: ReadonlySet<string | undefined> },
): Finding[] {
  return facts.flatMap(({ environmentId, leastCount, recent, lastMs }) => {
    const usual = (leastCount * silentSeconds) / 3_600
    if (leastCount < openCount || recent > usual * keepShare || blocked.has(environmentId)) return []
    return [
      {
        cause: 'traffic_stopped' as const,
        environmentId,
        scopeKey: environmentId,
        opens: recent === 0,
        since: new Date(lastMs ?? now.getTime() - silentSeconds * 1_000),
        facts: { usualPerHour: leastCount },
      },
    ]
  })
}
