type Exported = { csv: string; rows: number; isCut: boolean }

/** A table as a file. One that does not hold all rows says so in its name, because files travel without their page. */
export function csvFile({ csv, rows, isCut }: Exported, name: string): Response {
  const fileName = isCut ? `${name}-newest-${rows}.csv` : `${name}.csv`
  return new Response(csv, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
      'x-row-count': String(rows),
      'x-rows-left-out': isCut ? 'yes' : 'no',
    },
  })
}
