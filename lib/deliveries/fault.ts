/** What went wrong, for the log: a database error's own text repeats the statement's values, device tokens among them. */
export function faultOf(error: unknown) {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(cause instanceof Error)) return { message: String(cause) }
  return { message: cause.message, code: 'code' in cause ? cause.code : undefined, stack: cause.stack }
}
