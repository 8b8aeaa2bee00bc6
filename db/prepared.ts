import { type Query, type SQL, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { Db } from './client'

// Statements that are asked all the time: put together once, and planned once by each connection, which often costs more
// than to run them. `pool.ts` says how old a plan gets.

type Given = Record<string, string | number | boolean | null>

const dialect = new PgDialect()

/** In SQL, `of.ids` stands for what is given as `ids`. The caller vouches for the row's type, which it writes beside it. */
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

/** The same for a statement in drizzle's words, which is made for each database. */
export function preparedOn<Made extends object>(make: (db: Db) => Made): (db: Db) => Made {
  const all = new WeakMap<Db, Made>()
  return (db) => {
    const made = all.get(db) ?? make(db)
    all.set(db, made)
    return made
  }
}

/** A proxy: any name that is asked for. */
const placeholders: Record<string, SQL> = new Proxy({}, { get: (_, name) => sql`${sql.placeholder(String(name))}` })

/** Many ids as one value. */
export const listed = (ids: readonly string[]) => `{${ids.join(',')}}`

/**
 * For `= any(…)`. The planner doesn't look into a subquery, so what it plans for one id and for hundreds is the same, and
 * it keeps that plan.
 */
export const ofList = (ids: SQL) => sql`(select ${ids}::uuid[])::uuid[]`

/** The same for texts, from a JSON array of them. */
export const textsOf = (json: SQL) => sql`array(select jsonb_array_elements_text(${json}::jsonb))`
