import { getTableColumns, is, SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { inOrder } from './row-order'
import { storableJson } from './storable'

/**
 * Rows as one JSON parameter, for `db.insert(table).select(rowsOf(table, rows, order))`: with `values`, each value of each
 * row is a parameter of its own, and making those costs more than writing the rows. They go in by the columns of `order`,
 * which is the key that others may write too; `new` says that nobody else can have it.
 */
export function rowsOf<Table extends PgTable>(
  table: Table,
  rows: Table['$inferInsert'][],
  order: readonly (keyof Table['$inferInsert'])[] | 'new',
): SQL {
  const columns = Object.entries(getTableColumns(table))
  const sorted = order === 'new' ? rows : inOrder(rows, ...order)
  const data = sorted.map((row: Record<string, unknown>) =>
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
