const collator = new Intl.Collator('en', { numeric: true })

/**
 * By their names as people read them: 2 before 10, Ä beside A. The later names are for rows whose earlier ones are the same.
 * Not in SQL: the embedded database has no collation that counts, and another one may have none either.
 */
export function inNaturalOrder<Row>(rows: readonly Row[], namesOf: (row: Row) => readonly string[]): Row[] {
  return rows
    .map((row) => ({ row, names: namesOf(row) }))
    .sort((a, b) => compare(a.names, b.names))
    .map(({ row }) => row)
}

function compare(a: readonly string[], b: readonly string[]) {
  for (const [index, name] of a.entries()) {
    const order = collator.compare(name, b[index] ?? '')
    if (order !== 0) return order
  }
  return 0
}
