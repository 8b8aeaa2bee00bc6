import { getTableColumns, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import type { CustomerTable, WhoseData } from '@/db/customer-data'

/** The customer’s rows in a table, with the columns about them, ordered by the first: the ID, if there is one. */
export function rowsAbout(
  db: Db,
  { table, isTheirs, only, without = [] }: CustomerTable,
  { limit, ...whose }: WhoseData & { limit: number },
) {
  const columns = Object.entries(getTableColumns(table)).filter(
    ([name]) => (!only || only.includes(name)) && !without.includes(name),
  )
  return db.select(Object.fromEntries(columns)).from(table).where(isTheirs(whose)).orderBy(sql`1`).limit(limit)
}
