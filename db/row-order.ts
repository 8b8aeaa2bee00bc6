/**
 * The rows in the order of these columns. Statements of many rows that may meet on some of them must take them in one order,
 * whichever it is, or they wait for each other in a circle and PostgreSQL undoes one.
 */
export function inOrder<Row>(rows: readonly Row[], ...by: (keyof Row)[]): Row[] {
  const keyed = rows.map((row) => ({ row, key: JSON.stringify(by.map((column) => row[column] ?? null)) }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key))).map(({ row }) => row)
}
