import type { Db } from '@/db/client'
import type { IncidentRow } from '@/db/queries/incidents/incidents'
import { every } from '@/lib/deliveries/sending/every'

/** How often a process looks for incidents. */
const lookMs = 2_500
const readMs = 300

/** Reads all incidents again and again, and when the detector looked. */
export function startWatch(db: Db) {
  const looks: number[] = []
  let incidents: IncidentRow[] = []
  const timer = every(readMs, async () => {
    const [run] = await db.query.detectorRuns.findMany()
    const ranAt = run?.ranAt.getTime()
    if (ranAt && ranAt !== looks.at(-1)) looks.push(ranAt)
    incidents = await db.query.incidents.findMany()
  })
  const gaps = () => looks.slice(1).map((to, index) => ({ from: looks[index] ?? to, to }))
  return {
    incidents: () => incidents,
    /**
     * The time between, without that by which the detector looked too late because the machine was busy. On a machine
     * that keeps up, it's the time by the clock.
     */
    elapsed(from: number, to: number) {
      const shares = gaps().map((gap) => Math.min(gap.to, to) - Math.max(gap.from, from))
      return to - from - shares.reduce((late, ms) => late + Math.max(0, ms - lookMs), 0)
    },
    /** The shortest time between two looks. */
    rhythmMs: () => Math.min(...gaps().map(({ from, to }) => to - from)),
    stop: () => clearInterval(timer),
  }
}
