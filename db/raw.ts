import { type SQL, sql } from 'drizzle-orm'
import type { Db } from './client'
import { storableJson } from './storable'

/** For statements that drizzle has no words for. The caller vouches for the row's type, which it writes beside the SQL. */
export async function runSql<Row>(db: Db, statement: SQL): Promise<{ rows: Row[] }> {
  const result: unknown = await db.execute(statement)
  return result as { rows: Row[] }
}

/** One parameter, however many ids; drizzle itself would make one of each. */
export const uuids = (ids: readonly string[]) => sql`${`{${ids.join(',')}}`}::uuid[]`

/** Rows as one JSON parameter, for `jsonb_to_recordset`. */
export const asJsonb = (value: unknown) => sql`${storableJson(value)}::jsonb`
