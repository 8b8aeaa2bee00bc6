const retryAfterMsMax = 86_400_000

/** Seconds, or a date (RFC 9110); some servers send parts of a second. */
export function retryAfterMs(header: string | undefined, now = Date.now()): number | undefined {
  if (!header) return undefined
  const isSeconds = /^\s*\d+(?:\.\d+)?\s*$/.test(header)
  const ms = isSeconds ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), retryAfterMsMax)
}
