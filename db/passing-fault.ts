/**
 * SQLSTATE classes in which the database refuses whatever it is given at this moment, not these rows: connections, time-outs,
 * deadlocks, a full disk, a shut-down, a standby. The same statement may succeed later.
 */
const passingClasses = ['08', '25', '28', '40', '53', '55', '57', '58']

/** Whether a write that failed is worth trying again as it is. False: the rows themselves are refused. */
export function isPassingFault(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  // What our own code cannot make sense of, and what cannot be written as JSON.
  if (cause instanceof TypeError || cause instanceof RangeError || cause instanceof SyntaxError) return false
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  // Without a SQLSTATE, which always has a digit, the database was not reached at all.
  return !/^(?=.*\d)[0-9A-Z]{5}$/.test(code) || passingClasses.includes(code.slice(0, 2))
}
