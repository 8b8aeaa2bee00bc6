/**
 * SQLSTATE classes of temporary conditions, not caused by the rows: connections, timeouts, deadlocks, a full disk, a
 * shutdown, a standby. The same statement may succeed later.
 */
const passingClasses = ['08', '25', '28', '40', '53', '55', '57', '58']

/** Messages, without a code, from pg and PGlite when there is no connection to write to. */
const isWithoutConnection = /connect|terminat|timeout|closed|queryable|pool/i

/** Whether a failed write is worth retrying unchanged. False: the rows themselves were rejected. */
export function isPassingFault(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(cause instanceof Error)) return false
  const code = 'code' in cause ? String(cause.code) : ''
  // A SQLSTATE always has a digit; a socket's code (EPIPE) has none.
  if (/^(?=.*\d)[0-9A-Z]{5}$/.test(code)) return passingClasses.includes(code.slice(0, 2))
  return /^E[A-Z]+$/.test(code) || cause instanceof WebAssembly.RuntimeError || isWithoutConnection.test(cause.message)
}
