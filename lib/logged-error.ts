import { stdSerializers } from 'pino'

/**
 * An error as the log may have it. Of a database's, only what names no value: its statement is told with all parameters
 * otherwise, and its detail with the row, device tokens and user IDs among them.
 */
export function loggedError(error: unknown) {
  const { statement, cause } = databaseErrorIn(error) ?? {}
  if (!(cause instanceof Error)) return error instanceof Error ? stdSerializers.err(error) : error
  const said = (name: string) => (name in cause ? Reflect.get(cause, name) : undefined)
  return {
    type: cause.name,
    message: cause.message,
    stack: cause.stack,
    code: said('code'),
    table: said('table'),
    constraint: said('constraint'),
    statement,
  }
}

/** drizzle's error has the statement and its parameters, and pg's own, which it wraps, a severity. */
function databaseErrorIn(error: unknown): { statement?: unknown; cause: unknown } | undefined {
  if (!(error instanceof Error)) return undefined
  if ('params' in error && 'query' in error)
    return { statement: error.query, cause: error.cause ?? new Error('The statement failed.') }
  if ('severity' in error) return { cause: error }
  return databaseErrorIn(error.cause)
}
