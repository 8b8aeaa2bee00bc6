import type { RevisionFact } from '@/db/queries/incidents/prompt-facts'
import type { Finding } from './finding'

/** How long a phone may take to fetch a revision. The event itself reaches open streams within a second. */
const graceMs = 60_000
const listeningMin = 10
const openWithout = 0.5
const keepWithout = 0.2
/** After this long, phones that have gone away say nothing about the revision. */
const watchedMs = 1_200_000

const answersMin = 20
const openRise = 0.2
const keepRise = 0.1

/** Finds revisions that phones haven't fetched, although they were listening when the revision was saved. */
export function findUnreceivedRevisions(revisions: RevisionFact[], { now }: { now: Date }): Finding[] {
  return revisions.flatMap(({ environmentId, number, savedMs, listening, without }) => {
    const age = now.getTime() - savedMs
    const share = listening ? without / listening : 0
    if (age < graceMs || age > watchedMs || listening < listeningMin || share < keepWithout) return []
    return [
      {
        cause: 'revision_not_received' as const,
        environmentId,
        scopeKey: environmentId,
        opens: share >= openWithout,
        since: new Date(savedMs),
        facts: { revision: number, failed: without, attempts: listening },
      },
    ]
  })
}

/** Finds revisions since which more customers deny the iOS alert than in the week before. iOS asks only once. */
export function findRisingDenials(revisions: RevisionFact[]): Finding[] {
  return revisions.flatMap(({ environmentId, number, savedMs, answers, denied, usualAnswers, usuallyDenied }) => {
    if (answers < answersMin || usualAnswers < answersMin) return []
    const [share, usualShare] = [denied / answers, usuallyDenied / usualAnswers]
    if (share < usualShare + keepRise) return []
    return [
      {
        cause: 'ios_denials_rising' as const,
        environmentId,
        scopeKey: environmentId,
        opens: share >= usualShare + openRise && share >= usualShare * 1.5,
        since: new Date(savedMs),
        facts: { revision: number, share, usualShare, failed: denied, attempts: answers },
      },
    ]
  })
}
