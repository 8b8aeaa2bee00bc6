import { type Query, type SQL, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { Db } from './client'

// Frequent statements: built once and planned once per connection, because planning often costs more than running.
// `pool.ts` sets how long a plan is kept.

type Given = Record<string, string | number | boolean | null>

const dialect = new PgDialect()

/** In the SQL, `of.ids` is the placeholder of parameter `ids`. The caller vouches for the row type it declares. */
export function prepared<Params extends Given, Row>(
  name: string,
  statement: (of: Record<keyof Params & string, SQL>) => SQL,
): (db: Db, given: Params) => Promise<Row[]> {
  let query: Query | undefined
  return async (db, given) => {
    query ??= dialect.sqlToQuery(statement(placeholders))
    const result: unknown = await db._.session.prepareQuery(query, undefined, name, false).execute(given)
    return (result as { rows: Row[] }).rows
  }
}

/** The same for a statement built with drizzle, once per database. */
export function preparedOn<Made extends object>(make: (db: Db) => Made): (db: Db) => Made {
  const all = new WeakMap<Db, Made>()
  return (db) => {
    const made = all.get(db) ?? make(db)
    all.set(db, made)
    return made
  }
}

/** A proxy with a placeholder for any name. */
const placeholders: Record<string, SQL> = new Proxy({}, { get: (_, name) => sql`${sql.placeholder(String(name))}` })

/** A list of IDs as a single parameter. */
export const listed = (ids: readonly string[]) => `{${ids.join(',')}}`

/**
 * For `= any(…)`. The planner doesn't look into a subquery, so it makes the same plan for one ID as for hundreds, and
 * keeps it.
 */
export const ofList = (ids: SQL) => sql`(select ${ids}::uuid[])::uuid[]`

/** The same for texts, from a JSON array. */
export const textsOf = (json: SQL) => sql`array(select jsonb_array_elements_text(${json}::jsonb))`
