const collator = new Intl.Collator('en', { numeric: true })

/**
 * Sorts rows by name as people expect: 2 before 10, Ä next to A. Later names break ties. Not in SQL, because the
 * embedded database has no numeric collation, and others may lack one too.
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
