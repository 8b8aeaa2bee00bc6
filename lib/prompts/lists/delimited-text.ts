const lineEnd = /\r\n|\r|\n/y

/** Parses rows of cells as in RFC 4180. An unclosed quote, or one closed within a word, is an ordinary character. */
export function delimitedRows(text: string, delimiters: string): string[][] {
  const bare = new RegExp(`[^${delimiters}\\r\\n]*`, 'y')
  const isEnd = (at: number) => at >= text.length || `${delimiters}\r\n`.includes(text.charAt(at))
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  for (;;) {
    const quoted = quotedCell(text, at)
    if (quoted && isEnd(quoted.end)) {
      row.push(quoted.cell)
      at = quoted.end
    } else {
      row.push(matched(bare, text, at))
      at += row.at(-1)?.length ?? 0
    }
    if (at >= text.length) break
    const end = matched(lineEnd, text, at)
    at += end.length || 1
    if (end) {
      rows.push(row)
      row = []
    }
  }
  return [...rows, row]
}

function quotedCell(text: string, from: number): { cell: string; end: number } | undefined {
  let start = from
  while (text[start] === ' ') start++
  if (text[start] !== '"') return undefined
  let close = text.indexOf('"', start + 1)
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  if (close === -1) return undefined
  let end = close + 1
  while (text[end] === ' ') end++
  return { cell: text.slice(start + 1, close).replaceAll('""', '"'), end }
}

function matched(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}
