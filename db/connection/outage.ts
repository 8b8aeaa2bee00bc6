const networkCodes = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN'],
])

/**
 * SQLSTATE classes: 08 connection, 28 authentication, 53 resources (a full disk, too many connections), 57 operator
 * intervention (a shutdown, a statement timeout), 58 system and XX internal errors. Single codes: a database that is
 * missing or allows no connections, a read-only server, and locks that can't be acquired.
 */
const states = /^(?:(?:08|28|53|57|58|XX)...|3D000|55000|25006|25P03|55P03|40P01|40001)$/

/** Messages from pg and its pool that come without a code. */
const sentences = [
  /^Connection terminated/,
  /^Query read timeout$/,
  /^timeout e(?:xpired|xceeded when trying to connect)$/,
  /is not queryable$/,
  /^Cannot use a pool after calling end/,
]

/** Whether the database has failed or is unreachable: the same work may succeed later. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  if (networkCodes.has(code) || states.test(code)) return true
  if (code === '' && sentences.some((sentence) => sentence.test(error.message))) return true
  return isOutage(error.cause)
}

/** Whether the error has a SQLSTATE, which always contains a digit. */
export const isSaidByServer = (error: unknown) => error instanceof Error && /^(?=.*\d)[0-9A-Z]{5}$/.test(codeOf(error))

export const codeOf = (error: Error) => ('code' in error && typeof error.code === 'string' ? error.code : '')
