type Exported = { rows: number; isCut: boolean }

/** Responds with a CSV file. */
export const csvFile = ({ csv, ...exported }: Exported & { csv: string }, name: string) =>
  savedFile(csv, { ...exported, name, extension: 'csv', type: 'text/csv; charset=utf-8' })

export const jsonFile = (value: unknown, name: string, exported: Exported = { rows: 1, isCut: false }) =>
  savedFile(JSON.stringify(value, null, 2), { ...exported, name, extension: 'json', type: 'application/json' })

/** An incomplete file says so in its name, because files are shared without their page. */
function savedFile(
  text: string,
  { rows, isCut, name, extension, type }: Exported & { name: string; extension: string; type: string },
) {
  const fileName = `${name}${isCut ? `-newest-${rows}` : ''}.${extension}`
  return new Response(text, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
      'x-row-count': String(rows),
      'x-rows-left-out': isCut ? 'yes' : 'no',
    },
  })
}
