import { getTableColumns, is, SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { inOrder } from './row-order'
import { storableJson } from './storable'

/** The key columns that other processes may write too; `new`: no other process can have the key. */
type Order<Row> = readonly (keyof Row)[] | 'new'

/**
 * Rows as one JSON parameter, for `db.insert(table).select(rowsOf(table, rows, order))`: `values` makes a parameter of
 * every value of every row, which costs more than writing the rows.
 */
export function rowsOf<Table extends PgTable>(
  table: Table,
  rows: Table['$inferInsert'][],
  order: Order<Table['$inferInsert']>,
): SQL {
  const { select, from, made } = shapeOf(table)
  const whole: Table['$inferInsert'][] = rows.map((row: Record<string, unknown>) => ({ ...row, ...madeFor(made, row) }))
  return sql`${select}${rowsJson(whole, order)}${from}`
}

/** The complete insert, for use inside SQL that drizzle can't express. */
export const insertOf = <Table extends PgTable>(
  table: Table,
  rows: Table['$inferInsert'][],
  order: Order<Table['$inferInsert']>,
) => sql`${shapeOf(table).into} ${rowsOf(table, rows, order)}`

/** The same for a prepared statement: `rows` is the parameter with the result of `rowsJson`. */
export function insertRows(table: PgTable, rows: SQL): SQL {
  const { into, select, from } = shapeOf(table)
  return sql`${into} ${select}${rows}${from}`
}

export const rowsJson = <Row extends Record<string, unknown>>(rows: Row[], order: Order<Row>) =>
  storableJson(onceEach(order === 'new' ? rows : inOrder(rows, ...order)))

/** Values that all rows have in common, once: in a batch, that is about half of everything. Leaves out nulls. */
function onceEach(rows: Record<string, unknown>[]): { shared: object; rows: object[] } {
  const keys = new Set<string>()
  for (const row of rows) for (const key in row) keys.add(key)
  const [first = {}] = rows
  const shared: Record<string, unknown> = {}
  const own: string[] = []
  for (const key of keys) {
    const value = first[key]
    if (rows.length > 1 && rows.every((row) => isSame(row[key], value))) shared[key] = value ?? undefined
    else own.push(key)
  }
  return { shared, rows: rows.map((row) => pick(row, own)) }
}

const isSame = (a: unknown, b: unknown) =>
  a === b || (a instanceof Date && b instanceof Date && a.getTime() === b.getTime())

function pick(row: Record<string, unknown>, keys: string[]) {
  const picked: Record<string, unknown> = {}
  for (const key of keys) picked[key] = row[key] ?? undefined
  return picked
}

/** The rows as the table will store them. Values that only the database knows, such as its time, must be given. */
export function wholeRows<Table extends PgTable>(table: Table, rows: Table['$inferInsert'][]): Table['$inferSelect'][] {
  const columns = Object.entries(getTableColumns(table))
  return rows.map((row: Record<string, unknown>) => {
    const whole: Record<string, unknown> = {}
    for (const [key, column] of columns) whole[key] = row[key] ?? absent(column)
    // Every column of the table has its given value or its default.
    return whole as Table['$inferSelect']
  })
}

function absent(column: PgColumn): unknown {
  const value = column.defaultFn?.() ?? (is(column.default, SQL) ? undefined : column.default) ?? null
  if (value === null && column.notNull) throw new Error(`${column.name} has to be given`)
  return value
}

type Shape = { into: SQL; select: SQL; from: SQL; made: [string, () => unknown][] }
const shapes = new WeakMap<PgTable, Shape>()

function shapeOf(table: PgTable): Shape {
  const known = shapes.get(table)
  if (known) return known
  const columns = Object.entries(getTableColumns(table))
  const names = columns.map(([, { name }]) => sql.identifier(name))
  const types = columns.map(([key, column]) => `"${key}" ${column.getSQLType()}`).join(', ')
  const values = columns.map(([key]) => `coalesce(own."${key}", shared."${key}") as "${key}"`).join(', ')
  const shape = {
    into: sql`insert into ${table} (${sql.join(names, sql`, `)})`,
    select: sql`select ${sql.join(columns.map(orDefault), sql`, `)} from (select ${sql.raw(values)} from (select `,
    from: sql.raw(
      `::jsonb as json) as parameter, jsonb_to_record(json->'shared') as shared(${types}), jsonb_to_recordset(json->'rows') as own(${types})) as given`,
    ),
    made: columns.flatMap(([key, { defaultFn }]): Shape['made'] => (defaultFn ? [[key, defaultFn]] : [])),
  }
  shapes.set(table, shape)
  return shape
}

const madeFor = (made: Shape['made'], row: Record<string, unknown>) =>
  Object.fromEntries(made.flatMap(([key, make]) => ((row[key] ?? null) === null ? [[key, make()]] : [])))

function orDefault([key, column]: [string, PgColumn]): SQL {
  const given = sql.raw(`given."${key}"`)
  const { default: ofTable } = column
  if (ofTable === undefined) return given
  return sql`coalesce(${given}, ${is(ofTable, SQL) ? ofTable : sql.param(ofTable, column)})`
}
