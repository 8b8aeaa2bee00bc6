import { describe, expect, it } from 'vitest'
import { csvFile } from './saved-file'

describe('an export’s file', () => {
  it('says in its name and to the page that older rows are left out', () => {
    const { headers } = csvFile({ csv: 'a', rows: 20_000, isCut: true }, 'devices-ios-production')
    expect(headers.get('content-disposition')).toContain('"devices-ios-production-newest-20000.csv"')
    expect([headers.get('x-row-count'), headers.get('x-rows-left-out')]).toEqual(['20000', 'yes'])
  })

  it('has its plain name where it holds everything', () => {
    const { headers } = csvFile({ csv: 'a', rows: 3, isCut: false }, 'audit')
    expect(headers.get('content-disposition')).toContain('"audit.csv"')
    expect(headers.get('x-rows-left-out')).toBe('no')
  })
})
