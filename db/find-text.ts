import { sql } from 'drizzle-orm'
import type { Db } from './client'
import { runSql } from './raw'

/** The tables with a row that contains the text in any column, for tests that it is stored nowhere. */
export async function tablesWith(db: Db, text: string): Promise<string[]> {
  const { rows: tables } = await runSql<{ name: string }>(
    db,
    sql`select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
        where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await runSql(
      db,
      sql`select 1 from ${sql.raw(name)} as r where strpos(r::text, ${text}) > 0 limit 1`,
    )
    if (rows.length) found.push(name.replace('public.', ''))
  }
  return found
}

/** `table.column` of every text column with a value that matches the regular expression. */
export async function columnsMatching(db: Db, pattern: string): Promise<string[]> {
  const { rows: columns } = await runSql<{ table: string; column: string }>(
    db,
    sql`select table_name as table, column_name as column from information_schema.columns
        where table_schema = 'public' and data_type in ('text', 'ARRAY', 'jsonb') order by 1, 2`,
  )
  const found: string[] = []
  for (const { table, column } of columns) {
    const value = sql`${sql.identifier(column)}::text`
    const { rows } = await runSql(db, sql`select 1 from ${sql.identifier(table)} where ${value} ~ ${pattern} limit 1`)
    if (rows.length) found.push(`${table}.${column}`)
  }
  return found
}
