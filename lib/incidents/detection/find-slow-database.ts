import type { Finding } from './finding'

const openMs = 500
const keepMs = 200
/** One slow answer is none of it. */
const openAfterMs = 10_000

/** The smallest question that there is takes long, look after look. */
export function findSlowDatabase(
  databaseMs: number,
  { now, slowSince }: { now: Date; slowSince: Date | null },
): { found: Finding[]; slowSince: Date | null } {
  if (databaseMs < keepMs) return { found: [], slowSince: null }
  const since = databaseMs >= openMs ? (slowSince ?? now) : slowSince
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
