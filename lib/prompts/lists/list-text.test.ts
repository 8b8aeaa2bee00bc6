import { describe, expect, it } from 'vitest'
import { quickest } from '@/lib/testing/quickest'
import { delimitedRows } from './delimited-text'
import { hasHeading, idsIn, likelyColumn, readListText } from './list-text'

describe('a list', () => {
  it.each([' ', '\u200b', '"', '""', '=', `="`, "'", ',', '\r'])(
    'of one strange cell is parsed in linear time: %j',
    (part) => {
      const text = `a${part.repeat(100_000)}b`
      expect(quickest(3_000, () => readListText(text)).milliseconds).toBeLessThan(3_000)
    },
  )

  it.each<[string, string[], number]>([
    ['a\nb\n', ['a', 'b'], 0],
    ['a,b;c\td', ['a', 'b', 'c', 'd'], 0],
    ['a, b , a', ['a', 'b'], 1],
    ['Customer ID\n1\n2', ['1', '2'], 0],
    ['userId\r1\r2\r', ['1', '2'], 0],
    ['id@example.com\nb', ['id@example.com', 'b'], 0],
    ['two words\nb', ['two words', 'b'], 0],
    ['a\0b', ['ab'], 0],
    ['\u200Ba\u200E \n\u00A0b\u2060', ['a', 'b'], 0],
    ['""\n" "\n', [], 0],
    ['', [], 0],
    [' \n,;\n\t', [], 0],
    ['"a,b"\n"say ""hi"""\n', ['a,b', 'say "hi"'], 0],
    ['"a\nb\nc', ['"a', 'b', 'c'], 0],
    ['5" screen\n"a"b', ['5" screen', '"a"b'], 0],
    ['a,\nb,\nc,', ['a', 'b', 'c'], 0],
    ['user_id,\na,\n,\na,', ['a'], 1],
    ['a,b,c\nd,e', ['a', 'b', 'c', 'd', 'e'], 0],
    ['\uFEFFuser_id\r\n"anna"\r\n\r\n ben ;ben,\tcara\n\nanna\r\n', ['anna', 'ben', 'cara'], 2],
    ['="007"\n\'+49123\n\'quoted', ['007', '+49123', "'quoted"], 0],
  ])('is parsed from %j', (text, ids, duplicateCount) => {
    const read = readListText(text)
    expect(read.kind).toBe('list')
    expect(idsIn(read)).toEqual({ ids, duplicateCount })
  })
})

describe('a table', () => {
  const rows = [
    ['user_id', 'name'],
    ['c-1', 'Anna'],
    ['c-2', 'Ben'],
  ]
  const ended = (end: string, delimiter: string) => rows.map((row) => row.join(delimiter)).join(end)

  it.each([
    ended('\n', ','),
    ended('\r\n', ';'),
    ended('\r', '\t'),
    `${ended('\n', ',')}\n`,
    `\uFEFF${ended('\r\n', ';')}\r\n\r\n;\r\n`,
    `sep=;\r\n${ended('\r\n', ';')}`,
    rows.map((row) => row.map((cell) => ` "${cell}" `).join(',')).join('\n'),
    rows.map((row) => [...row, '', ' '].join(',')).join('\n'),
  ])('of two columns and a heading is parsed from %j', (text) => {
    const read = readListText(text)
    expect(read).toEqual({ kind: 'table', rows, columnCount: 2 })
    expect([hasHeading(read), likelyColumn(read)]).toEqual([true, 0])
    expect(idsIn(read)).toEqual({ ids: ['c-1', 'c-2'], duplicateCount: 0 })
    expect(idsIn(read, { column: 1 })).toEqual({ ids: ['Anna', 'Ben'], duplicateCount: 0 })
    expect(idsIn(read, { column: 0, hasHeading: false }).ids).toEqual(['user_id', 'c-1', 'c-2'])
    expect(idsIn(read, { column: 'all' }).ids).toEqual(['c-1', 'Anna', 'c-2', 'Ben'])
  })

  it('keeps quoted delimiters, line breaks, and quotes in their cell', () => {
    const read = readListText('id;note\r\n1;"a;b"\r\n2;"line\r\nbreak"\r\n3;"say ""hi"""\r\n')
    expect(idsIn(read, { column: 1 }).ids).toEqual(['a;b', 'line\r\nbreak', 'say "hi"'])
    expect(idsIn(read, { column: 0 }).ids).toEqual(['1', '2', '3'])
  })

  it('uses the delimiter that every row has', () => {
    const read = readListText('kundennummer;name\n1;Schmidt, Anna\n2;Meier, Ben')
    expect(read).toMatchObject({ kind: 'table', columnCount: 2 })
    expect(idsIn(read, { column: 1 }).ids).toEqual(['Schmidt, Anna', 'Meier, Ben'])
  })

  it('may have shorter rows if its heading names the IDs', () => {
    const read = readListText('name,user_id\nAnna,c-1\nBen\n,c-3')
    expect([likelyColumn(read), idsIn(read).ids]).toEqual([1, ['c-1', 'c-3']])
  })

  it.each([
    ['mail,name\na@x.example,Anna\nb@x.example,Ben', true],
    ['c-1,Anna\nc-2,Ben', false],
    ['a,b\nc,d', false],
  ])('detects a heading by its words: %j', (text, expected) => {
    expect(hasHeading(readListText(text))).toBe(expected)
  })

  it('of many rows is parsed completely', () => {
    const count = 50_000
    const text = Array.from({ length: count }, (_, at) => `c-${at};"Customer ${at}; Ltd"`).join('\r\n')
    expect(idsIn(readListText(`id;name\r\n${text}`)).ids).toHaveLength(count)
  })
})

it('returns a cell for every place between delimiters', () => {
  expect(delimitedRows('a,,\n,"b"', ',')).toEqual([
    ['a', '', ''],
    ['', 'b'],
  ])
})
