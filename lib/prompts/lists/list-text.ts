import { delimitedRows } from './delimited-text'

/** A list of IDs, or a table with IDs in one column. */
export type ListText = { kind: 'list'; rows: string[][] } | { kind: 'table'; rows: string[][]; columnCount: number }
export type ListChoice = { column?: number | 'all' | undefined; hasHeading?: boolean | undefined }
export type ListIds = { ids: string[]; duplicateCount: number }

const sampleLength = 65_536
/** Whitespace, and invisible characters that copying from a page includes. */
const startEdge = /^[\s\p{Cc}\p{Cf}]+/u
const endEdge = /[\s\p{Cc}\p{Cf}]$/u
const idHeading =
  /^(?:user|customer|client|member|account|external|kunden?)?[ ._-]?(?:ids?|nr\.?|nos?\.?|number|nummer)$/i

/** Parses pasted text or a file. Several rows with the same number of cells are a table; anything else is a list. */
export function readListText(given: string): ListText {
  const text = given.replaceAll('\0', '').replace(/^\uFEFF/, '')
  const told = /^sep=([,;\t])\r?\n/i.exec(text)
  const body = text.slice(told?.[0].length ?? 0)
  const delimiter = told?.[1] ?? [...'\t;,'].find((one) => isTable(sampleRows(body, one)))
  const rows = delimiter ? withoutBlankColumns(filledRows(body, delimiter)) : []
  const columnCount = Math.max(0, ...rows.slice(0, 1_000).map(({ length }) => length))
  if (columnCount > 1) return { kind: 'table', rows, columnCount }
  return { kind: 'list', rows: filledRows(body, ',;\t').flatMap((row) => row.filter(Boolean).map((id) => [id])) }
}

/** Guesses whether the first row names the columns. */
export function hasHeading({ rows: [first = [], ...others] }: ListText): boolean {
  if (first.some((cell) => idHeading.test(cell))) return true
  const isLikeId = (cell: string) => /[\d@]/.test(cell)
  if (first.length < 2 || first.some(isLikeId)) return false
  return first.some((_, column) => others.slice(0, 100).every((row) => isLikeId(row[column] ?? '')))
}

/** The column whose heading says that it contains the IDs. */
export function likelyColumn({ rows: [first = []] }: ListText): number | undefined {
  const column = first.findIndex((cell) => idHeading.test(cell))
  return column === -1 ? undefined : column
}

/** Returns each ID once, without the heading. */
export function idsIn(text: ListText, choice: ListChoice = {}): ListIds {
  const cells = idCells(text, choice)
  const ids = [...new Set(cells)]
  return { ids, duplicateCount: cells.length - ids.length }
}

/** The chosen column as text that parses as a list of exactly these IDs. */
export const columnText = (text: ListText, choice: ListChoice) =>
  idCells(text, choice)
    .map((id) => `"${id.replaceAll('"', '""')}"`)
    .join('\n')

function idCells(text: ListText, { column = likelyColumn(text) ?? 0, ...choice }: ListChoice): string[] {
  const rows = (choice.hasHeading ?? hasHeading(text)) ? text.rows.slice(1) : text.rows
  if (text.kind === 'list') return rows.flat()
  return (column === 'all' ? rows.flat() : rows.map((row) => row[column] ?? '')).filter(Boolean)
}

/** Parses whole rows only. */
function sampleRows(text: string, delimiter: string): string[][] {
  const end = Math.max(text.lastIndexOf('\n', sampleLength), text.lastIndexOf('\r', sampleLength))
  return filledRows(text.length <= sampleLength ? text : text.slice(0, Math.max(0, end)), delimiter)
}

function isTable(rows: string[][]): boolean {
  const [first = []] = rows
  if (rows.length < 2 || first.length < 2) return false
  return rows.every(({ length }) => length === first.length) || first.some((cell) => idHeading.test(cell))
}

const filledRows = (text: string, delimiters: string) =>
  delimitedRows(text, delimiters)
    .map((row) => row.map(cleanCell))
    .filter((row) => row.some(Boolean))

/** Spreadsheets keep zeros with `="007"`. Exports put an apostrophe before text that would start a formula. */
const cleanCell = (cell: string) =>
  withoutEdges(
    withoutEdges(cell)
      .replace(/^="(.*)"$/s, '$1')
      .replace(/^'(?=[=+\-@])/, ''),
  )

/** Trims the end step by step: a pattern would start over at each blank. */
function withoutEdges(cell: string): string {
  const text = cell.replace(startEdge, '')
  let end = text.length
  for (;;) {
    const length = endEdge.exec(text.slice(Math.max(0, end - 2), end))?.[0].length ?? 0
    if (length === 0) return text.slice(0, end)
    end -= length
  }
}

function withoutBlankColumns(rows: string[][]): string[][] {
  const filled = new Set<number>()
  for (const row of rows) for (const [column, cell] of row.entries()) if (cell) filled.add(column)
  return rows.map((row) => row.filter((_, column) => filled.has(column)))
}
