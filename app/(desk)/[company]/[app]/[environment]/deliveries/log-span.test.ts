import { describe, expect, it } from 'vitest'
import { momentsOf, spanOf, spanWords } from './log-span'
import { loadFilters, writeFilters } from './search-params'

const now = new Date('2026-11-27T12:00:00Z')
const limits = { now, retentionDays: 90 }
const read = (search: string) => loadFilters(new URLSearchParams(search))
const timeZone = 'UTC'

describe('the period of the delivery log', () => {
  it.each([
    ['last=5m', '2026-11-27T11:55:00.000Z', 'last 5 minutes'],
    ['last=15m', '2026-11-27T11:45:00.000Z', 'last 15 minutes'],
    ['', '2026-11-20T12:00:00.000Z', 'last 7 days'],
    ['last=all', '2026-08-29T12:00:00.000Z', 'last 90 days'],
    ['device=0198c0de-0000-7000-8000-000000000000', '2026-08-29T12:00:00.000Z', 'last 90 days'],
    ['device=0198c0de-0000-7000-8000-000000000000&last=1h', '2026-11-27T11:00:00.000Z', 'last hour'],
    ['last=fortnight', '2026-11-20T12:00:00.000Z', 'last 7 days'],
  ])('%s starts at %s and has no end', (search, from, words) => {
    expect(momentsOf(read(search), limits)).toEqual({ from: new Date(from), until: undefined })
    expect(spanWords(read(search), { retentionDays: 90, timeZone })).toBe(words)
  })

  it('prefers two chosen moments to a relative period', () => {
    const filters = read('from=2026-11-01T00:00:00.000Z&until=2026-11-02T00:00:00.000Z&last=5m')
    expect(spanOf(filters)).toBe('range')
    expect(momentsOf(filters, limits)).toEqual({
      from: new Date('2026-11-01T00:00:00Z'),
      until: new Date('2026-11-02T00:00:00Z'),
    })
    const { until } = momentsOf(read('until=2026-11-02T00:00:00.000Z'), limits)
    expect(until).toEqual(new Date('2026-11-02T00:00:00Z'))
  })

  it('keeps a relative period in the URL by name', () => {
    expect(writeFilters(read('state=failed&last=15m'))).toBe('?state=failed&last=15m')
  })
})
