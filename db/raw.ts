import { type SQL, sql } from 'drizzle-orm'
import type { Db } from './client'
import { storableJson } from './storable'

/** Runs a statement that drizzle can't express. The caller vouches for the row type it declares next to the SQL. */
export async function runSql<Row>(db: Db, statement: SQL): Promise<{ rows: Row[] }> {
  const result: unknown = await db.execute(statement)
  return result as { rows: Row[] }
}

/** One array parameter for any number of IDs; drizzle would use one parameter per ID. */
export const uuids = (ids: readonly string[]) => sql`${`{${ids.join(',')}}`}::uuid[]`

/** Rows as one JSON parameter, for `jsonb_to_recordset`. */
export const asJsonb = (value: unknown) => sql`${storableJson(value)}::jsonb`
