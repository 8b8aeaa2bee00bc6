const networkCodes = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN'],
])

/**
 * By SQLSTATE. The classes: 08 connection, 28 sign-in, 53 resources (a full disk, too many connections), 57 the
 * operator's doing (shut-down, a statement over its time), 58 the system's and XX PostgreSQL's own failure. The single
 * ones: a database that is gone or lets no one in, a read-only server, and locks that were not to be had.
 */
const states = /^(?:(?:08|28|53|57|58|XX)...|3D000|55000|25006|25P03|55P03|40P01|40001)$/

/** What pg and its pool say without a code. */
const sentences = [
  /^Connection terminated/,
  /^Query read timeout$/,
  /^timeout e(?:xpired|xceeded when trying to connect)$/,
  /is not queryable$/,
  /^Cannot use a pool after calling end/,
]

/** Whether the database is at fault, or out of reach: the same work may succeed in a while. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  if (networkCodes.has(code) || states.test(code)) return true
  if (code === '' && sentences.some((sentence) => sentence.test(error.message))) return true
  return isOutage(error.cause)
}

/** With a SQLSTATE, which always has a digit. */
export const isSaidByServer = (error: unknown) => error instanceof Error && /^(?=.*\d)[0-9A-Z]{5}$/.test(codeOf(error))

export const codeOf = (error: Error) => ('code' in error && typeof error.code === 'string' ? error.code : '')
