import type { IncidentRow } from '@/db/queries/incidents/incidents'
import { causeNamed, familyOf, isWorseThan } from '@/lib/incidents/causes'
import type { Finding } from './finding'

/** Keeps one finding per family of causes and place: a worse one that opens, or else the one already open. */
export function oneOfEach(found: Finding[], watched: IncidentRow[]): Finding[] {
  const groups = new Map<string, Finding[]>()
  for (const finding of found) {
    const key = `${familyOf(finding.cause)[0]} ${finding.scopeKey}`
    groups.set(key, [...(groups.get(key) ?? []), finding])
  }
  return [...groups.values()].flatMap((group) => {
    const chosen = chosenOf(group, watched)
    return chosen ? [group.filter((one) => one !== chosen).reduce(merged, chosen)] : []
  })
}

function chosenOf(group: Finding[], watched: IncidentRow[]) {
  const [first] = group
  if (!first) return undefined
  const family = familyOf(first.cause)
  const byRank = group.toSorted((a, b) => family.indexOf(a.cause) - family.indexOf(b.cause))
  const opening = byRank.find(({ opens, isVague }) => opens && !isVague) ?? byRank.find(({ opens }) => opens)
  const known = watched
    .filter(({ closedAt, scopeKey }) => !closedAt && scopeKey === first.scopeKey)
    .map(({ cause }) => causeNamed(cause))
    .find((cause) => cause && family.includes(cause))
  const isWorse = known && opening && !opening.isVague && isWorseThan(opening.cause, known)
  return (isWorse ? undefined : group.find(({ cause }) => cause === known)) ?? opening ?? first
}

const merged = (one: Finding, other: Finding): Finding => ({
  ...one,
  opens: one.opens || other.opens,
  facts: { ...other.facts, ...one.facts },
  reasons: [...new Set([...(one.reasons ?? []), ...(other.reasons ?? [])])],
})
