import type { Finding } from './finding'

const openMs = 1_000
const keepMs = 300
/** A single slow write isn't an incident. */
const openAfterMs = 10_000

/** Finds that small writes keep taking long, because they wait for a connection, a lock, or the disk. */
export function findSlowDatabase(
  databaseMs: number,
  { now, slowSince }: { now: Date; slowSince: Date | null },
): { found: Finding[]; slowSince: Date | null } {
  if (databaseMs < keepMs) return { found: [], slowSince: null }
  const since = databaseMs >= openMs ? (slowSince ?? now) : null
  const opens = since !== null && now.getTime() - since.getTime() >= openAfterMs
  const finding = {
    cause: 'database_slow' as const,
    scopeKey: 'platform',
    opens,
    since: since ?? now,
    facts: { answerMs: Math.round(databaseMs) },
  }
  return { found: [finding], slowSince: since }
}
