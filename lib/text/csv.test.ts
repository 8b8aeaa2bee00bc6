import { describe, expect, it } from 'vitest'
import { toCsv } from './csv'

describe('toCsv', () => {
  it('quotes what RFC 4180 says must be quoted', () => {
    expect(toCsv(['a', 'b'], [['x, "y"', 'line\nbreak']])).toBe('\uFEFFa,b\r\n"x, ""y""","line\nbreak"\r\n')
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '  =1'])('lets no cell start a formula: %j', (text) => {
    expect(toCsv(['a'], [[text]])).toContain(`'${text}`)
  })

  it('writes instants as RFC 3339, and missing values as empty cells', () => {
    expect(toCsv(['a', 'b', 'c'], [[new Date(0), null, 7]])).toContain('1970-01-01T00:00:00.000Z,,7')
  })
})
