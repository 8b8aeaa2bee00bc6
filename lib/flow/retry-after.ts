const retryAfterMsMax = 86_400_000

/** Parses a Retry-After header: a date or seconds (RFC 9110), for some servers with a fraction. At most a day. */
export function retryAfterMs(header: string | undefined, now = Date.now()): number | undefined {
  if (!header) return undefined
  const isSeconds = /^\s*\d+(?:\.\d+)?\s*$/.test(header)
  const ms = isSeconds ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), retryAfterMsMax)
}
