/** How long Next.js keeps a prefetched page: `staleTimes` in its settings. */
const keptMs = 30_000
const freshMs = 2_000

const fetchedAt = new Map<string, number>()

/** Records that a link prefetches its page, unless the last prefetch is still kept. */
export function noteFetched(href: string, nowMs = Date.now()) {
  const atMs = fetchedAt.get(href)
  if (atMs === undefined || nowMs - atMs > keptMs) fetchedAt.set(href, nowMs)
}

/** Whether the page shown at this URL was prefetched so long ago that it must be refreshed. */
export function isOutOfDate(url: string, nowMs = Date.now()) {
  const { pathname, search, hash } = new URL(url, 'http://localhost')
  const atMs = fetchedAt.get(pathname + search + hash)
  return atMs !== undefined && nowMs - atMs > freshMs && nowMs - atMs <= keptMs
}
