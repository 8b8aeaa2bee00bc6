import { stdSerializers } from 'pino'

/**
 * Serializes an error for the log. A database error keeps only parts without values: as thrown, it has the statement's
 * parameters and, in its detail, the row, including device tokens and user IDs.
 */
export function loggedError(error: unknown) {
  const { statement, cause } = databaseErrorIn(error) ?? {}
  if (!(cause instanceof Error)) return error instanceof Error ? stdSerializers.err(error) : error
  const isOfValue = String(Reflect.get(cause, 'code') ?? '').startsWith('22')
  // The message quotes the value that the database couldn't read.
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

/**
 * Finds a database error: drizzle's has the statement and its parameters; the pg error that it wraps has a severity.
 */
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
