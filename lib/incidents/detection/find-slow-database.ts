import type { Finding } from './finding'

const openMs = 1_000
const keepMs = 300
/** One slow write is none of it. */
const openAfterMs = 10_000

/** A small write takes long, look after look: it waits for a connection, for a lock, or for the disk. */
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
