/** The rows that are shown, and whether there are more. The query is asked for one row more than `max`. */
export function cutAt<Row>(rows: readonly Row[], max: number): { shown: Row[]; isCut: boolean } {
  return { shown: rows.slice(0, max), isCut: rows.length > max }
}
