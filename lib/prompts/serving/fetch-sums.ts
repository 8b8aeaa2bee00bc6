import type { FetchCount } from '@/db/queries/prompts/prompt-fetches'
import { log } from '@/lib/log'

export type Counted = FetchCount & { fetchCount: number; lastAt: Date }

/** While the database is away: over so many, versions are no longer told apart, and then the oldest hours are dropped. */
const rowsMax = 10_000

/** One row for what is one in the database, although several settings, versions or tries may have been heard as it. */
export function summed(rows: Iterable<Counted>): Counted[] {
  const sums = new Map<string, Counted>()
  for (const row of rows) {
    const { environmentId, hour, revision, sdkVersion, appVersion, value, decidedBy } = row
    const key = JSON.stringify([environmentId, hour, revision, sdkVersion, appVersion, value, decidedBy])
    const sum = sums.get(key)
    if (!sum) {
      sums.set(key, { ...row })
      continue
    }
    sum.fetchCount += row.fetchCount
    if (row.lastAt > sum.lastAt) sum.lastAt = row.lastAt
  }
  return [...sums.values()]
}

/** As much as memory may hold for a long outage, with every fetch counted as long as that is possible at all. */
export function bounded(rows: Counted[]): Counted[] {
  if (rows.length <= rowsMax) return rows
  const folded = summed(rows.map((row) => ({ ...row, sdkVersion: '', appVersion: '' })))
  const newest = folded.toSorted((a, b) => b.lastAt.getTime() - a.lastAt.getTime())
  const dropped = newest.slice(rowsMax).reduce((sum, { fetchCount }) => sum + fetchCount, 0)
  if (dropped) log.error({ fetches: dropped }, 'dropped prompt fetches; too many are waiting for the database')
  return newest.slice(0, rowsMax)
}
