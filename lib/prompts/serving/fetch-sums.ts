import type { FetchCount } from '@/db/queries/prompts/prompt-fetches'
import { log } from '@/lib/log'

export type Counted = FetchCount & { fetchCount: number; lastAt: Date }

/** The limit while the database is down. Above it, versions are merged first; then the oldest counts are dropped. */
const rowsMax = 10_000

/** Merges counts that share a database row. Several prompt states, versions, or retried writes can map to one row. */
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

/** Limits the memory used in a long outage. Keeps every fetch counted for as long as possible. */
export function bounded(rows: Counted[]): Counted[] {
  if (rows.length <= rowsMax) return rows
  const folded = summed(rows.map((row) => ({ ...row, sdkVersion: '', appVersion: '' })))
  const newest = folded.toSorted((a, b) => b.lastAt.getTime() - a.lastAt.getTime())
  const dropped = newest.slice(rowsMax).reduce((sum, { fetchCount }) => sum + fetchCount, 0)
  if (dropped) log.error({ fetches: dropped }, 'dropped prompt fetches; too many are waiting for the database')
  return newest.slice(0, rowsMax)
}
