import { getTableColumns, is, SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { storableJson } from './storable'

/**
 * Rows as one JSON parameter, for `db.insert(table).select(rowsOf(table, rows))`: with `values`, each value of each row is
 * a parameter of its own, and making those costs more than writing the rows.
 */
export function rowsOf<Table extends PgTable>(table: Table, rows: Table['$inferInsert'][]): SQL {
  const columns = Object.entries(getTableColumns(table))
  const data = rows.map((row: Record<string, unknown>) =>
    Object.fromEntries(columns.map(([key, column]) => [column.name, row[key] ?? column.defaultFn?.()])),
  )
  const text = shapeOf(table, columns)
  return sql`${text.select}${storableJson(data)}${text.from}`
}

type Shape = { select: SQL; from: SQL }
const shapes = new WeakMap<PgTable, Shape>()

function shapeOf(table: PgTable, columns: [string, PgColumn][]): Shape {
  const known = shapes.get(table)
  if (known) return known
  const selected = columns.map(([, column]) => orDefault(column))
  const types = columns.map(([, column]) => `"${column.name}" ${column.getSQLType()}`)
  const made = {
    select: sql`select ${sql.join(selected, sql`, `)} from jsonb_to_recordset(`,
    from: sql.raw(`::jsonb) as given(${types.join(', ')})`),
  }
  shapes.set(table, made)
  return made
}

function orDefault(column: PgColumn): SQL {
  const { name, default: ofTable } = column
  const given = sql.raw(`given."${name}"`)
  if (ofTable === undefined) return given
  return sql`coalesce(${given}, ${is(ofTable, SQL) ? ofTable : sql.param(ofTable, column)})`
}
