/** As long as Next.js keeps what a link has fetched ahead: `staleTimes` in its settings. */
const keptMs = 30_000
const freshMs = 2_000

const fetchedAt = new Map<string, number>()

/** A link asks for its page ahead, unless what it asked for last is still kept. */
export function noteFetched(href: string, nowMs = Date.now()) {
  const atMs = fetchedAt.get(href)
  if (atMs === undefined || nowMs - atMs > keptMs) fetchedAt.set(href, nowMs)
}

/** Whether the page that is shown at this address was fetched so long ago that it must be asked for again. */
export function isOutOfDate(url: string, nowMs = Date.now()) {
  const { pathname, search, hash } = new URL(url, 'http://localhost')
  const atMs = fetchedAt.get(pathname + search + hash)
  return atMs !== undefined && nowMs - atMs > freshMs && nowMs - atMs <= keptMs
}
