import type { Db } from '@/db/client'
import { lockTries, storeTries } from '@/db/queries/staff/rate-limits'

/** How long after the last attempt a count is forgotten. */
export const triesWindowMs = 15 * 60_000

/** The first attempts are free. After those, each waits twice as long as the one before, up to a limit. */
export type Slowdown = { key: string; free: number; waitMsMin?: number; waitMsMax: number }

/** How long the next attempt has to wait, given the count and time of the earlier ones. */
function waitMsOf(
  { free, waitMsMin = 1_000, waitMsMax }: Slowdown,
  count: number,
  lastAt: Date | undefined,
  now: Date,
): number {
  if (count < free || !lastAt) return 0
  const pauseMs = Math.min(waitMsMax, waitMsMin * 2 ** Math.min(count - free, 30))
  return Math.max(0, lastAt.getTime() + pauseMs - now.getTime())
}

/**
 * Counts an attempt for each key, or returns the key that has to wait longest and counts nothing. Concurrent attempts
 * are serialized, so each sees the ones before it.
 */
export async function takeTry(
  db: Db,
  slowdowns: Slowdown[],
  now: Date,
): Promise<{ key: string; waitMs: number } | undefined> {
  return db.transaction(async (tx) => {
    const tried = await lockTries(tx, { keys: slowdowns.map(({ key }) => key), now, windowMs: triesWindowMs })
    const waits = slowdowns.map((slowdown) => {
      const { count = 0, lastAt } = tried.get(slowdown.key) ?? {}
      return { key: slowdown.key, count, waitMs: waitMsOf(slowdown, count, lastAt, now) }
    })
    const longest = waits.reduce((one, other) => (other.waitMs > one.waitMs ? other : one))
    if (longest.waitMs > 0) return longest
    const counts = new Map(waits.map(({ key, count }) => [key, count + 1]))
    await storeTries(tx, { counts, now, windowMs: triesWindowMs })
    return undefined
  })
}
