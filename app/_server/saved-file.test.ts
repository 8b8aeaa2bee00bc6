import { describe, expect, it } from 'vitest'
import { csvFile } from './saved-file'

describe('an export file', () => {
  it('says in its name and in a header that older rows are left out', () => {
    const { headers } = csvFile({ csv: 'a', rows: 20_000, isCut: true }, 'devices-ios-production')
    expect(headers.get('content-disposition')).toContain('"devices-ios-production-newest-20000.csv"')
    expect([headers.get('x-row-count'), headers.get('x-rows-left-out')]).toEqual(['20000', 'yes'])
  })

  it('has a plain name if it is complete', () => {
    const { headers } = csvFile({ csv: 'a', rows: 3, isCut: false }, 'audit')
    expect(headers.get('content-disposition')).toContain('"audit.csv"')
    expect(headers.get('x-rows-left-out')).toBe('no')
  })
})
