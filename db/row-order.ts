/**
 * Sorts rows by these columns. Multi-row statements that may touch the same rows have to lock them in one order, or
 * they deadlock and PostgreSQL aborts one.
 */
export function inOrder<Row>(rows: readonly Row[], ...by: (keyof Row)[]): Row[] {
  const keyed = rows.map((row) => ({ row, key: JSON.stringify(by.map((column) => row[column] ?? null)) }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key))).map(({ row }) => row)
}
