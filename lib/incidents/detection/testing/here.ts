import type { Db } from '@/db/client'
import {
  makeAppRevision,
  makeAttemptCount,
  makeCallCount,
  makePlace,
  makePromptAnswers,
  makeTrafficHours,
  makeWorkerSeen,
} from '@/db/incident-factories'
import { putClients } from '@/db/queries/prompts/prompt-fetches'
import { detectIncidents } from '../detect'

export const start = new Date('2026-03-01T12:00:00Z')
export const at = (seconds: number) => new Date(start.getTime() + seconds * 1000)

/** Makes an environment, with functions that make things happen in it and that run the detector. */
export async function here(db: Db, given: Parameters<typeof makePlace>[1] = {}) {
  const place = await makePlace(db, given)
  const { environmentId } = place
  /** Counts attempts that ended with `reason`, at `second`. */
  const attempts = (count: number, reason: string | null, second: number, given: Record<string, unknown> = {}) =>
    makeAttemptCount(db, { environmentId, reason, count, at: at(second), durationMs: 20 * count, ...given })
  const calls = (call: 'registration' | 'evaluation', code: string | null, count: number, second: number) =>
    makeCallCount(db, { environmentId, call, code, count, at: at(second) })
  const publish = (second: number) => makeAppRevision(db, { appId: place.appId, at: at(second) })
  /** Makes phones that are listening and last asked at `second`. Later calls make the same phones ask again. */
  const phones = (count: number, second: number) =>
    putClients(db, {
      clients: Array.from({ length: count }, (_, index) => ({
        environmentId,
        targetingKey: `phone ${index}`,
        context: {},
        revision: 'none:0',
        value: 'on' as const,
        isStreaming: true,
        lastAt: at(second),
      })),
    })
  const answers = (counts: { authorized: number; denied: number }, second: number) =>
    makePromptAnswers(db, { environmentId, ...counts, at: at(second) })
  const hours = (counts: number[], before = start) => makeTrafficHours(db, { environmentId, counts, before })
  const alive = (second = 0) => makeWorkerSeen(db, { at: at(second) })
  const own = () =>
    db.query.incidents.findMany({
      where: (incident, { eq }) => eq(incident.environmentId, environmentId),
      orderBy: (incident, { asc }) => [asc(incident.createdAt), asc(incident.id)],
    })
  const look = async (second: number) => {
    await detectIncidents(db, { now: at(second) })
    return (await own()).map(({ cause, closedAt }) => (closedAt ? `${cause} closed` : cause))
  }
  return { ...place, attempts, calls, publish, phones, answers, hours, alive, own, look }
}

export type WatchedPlace = Awaited<ReturnType<typeof here>>
