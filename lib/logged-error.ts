import { stdSerializers } from 'pino'

/**
 * An error as the log may have it. Of a database's, only what names no value: its statement is told with all parameters
 * otherwise, and its detail with the row, device tokens and user IDs among them.
 */
export function loggedError(error: unknown) {
  const { statement, cause } = databaseErrorIn(error) ?? {}
  if (!(cause instanceof Error)) return error instanceof Error ? stdSerializers.err(error) : error
  const isOfValue = String(Reflect.get(cause, 'code') ?? '').startsWith('22')
  // A value that the database could not read stands in its sentence.
  const plain = (text: string | undefined) => (isOfValue ? text?.replaceAll(/"[^"]*"/g, '"…"') : text)
  const said = (name: string) => (name in cause ? Reflect.get(cause, name) : undefined)
  return {
    type: cause.name,
    message: plain(cause.message),
    stack: plain(cause.stack),
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
  const inside = error instanceof AggregateError ? error.errors : []
  for (const one of [error.cause, ...inside]) {
    const found = databaseErrorIn(one)
    if (found) return found
  }
  return undefined
}
