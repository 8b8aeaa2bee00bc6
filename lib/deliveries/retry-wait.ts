const firstMs = 1_000
const longestMs = 10 * 60_000

/** Doubles with each attempt, up to ten minutes; jittered by half, so that what failed together does not return together. */
export function retryWaitMs(
  attempt: number,
  {
    leastMs = 0,
    mostMs = longestMs,
    random = Math.random,
  }: { leastMs?: number; mostMs?: number; random?: () => number } = {},
): number {
  const grown = Math.min(firstMs * 2 ** (attempt - 1), mostMs)
  return Math.round(Math.max(leastMs, grown) * (1 + random() / 2))
}
