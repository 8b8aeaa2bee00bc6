/**
 * SQLSTATE classes in which the database refuses whatever it is given at this moment, not these rows: connections, time-outs,
 * deadlocks, a full disk, a shut-down, a standby. The same statement may succeed later.
 */
const passingClasses = ['08', '25', '28', '40', '53', '55', '57', '58']

/** What pg and PGlite say, without a code, when there is no connection to write to. */
const isWithoutConnection = /connect|terminat|timeout|closed|queryable|pool/i

/** Whether a write that failed is worth trying again as it is. False: the rows themselves are refused. */
export function isPassingFault(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(cause instanceof Error)) return false
  const code = 'code' in cause ? String(cause.code) : ''
  // A SQLSTATE always has a digit; a socket's code (EPIPE) has none.
  if (/^(?=.*\d)[0-9A-Z]{5}$/.test(code)) return passingClasses.includes(code.slice(0, 2))
  return /^E[A-Z]+$/.test(code) || cause instanceof WebAssembly.RuntimeError || isWithoutConnection.test(cause.message)
}
