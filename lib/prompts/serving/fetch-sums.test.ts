import { describe, expect, it } from 'vitest'
import { bounded, type Counted, summed } from './fetch-sums'

const fetched = (given: Partial<Counted> = {}): Counted => ({
  environmentId: 'e',
  hour: new Date('2027-03-01T12:00:00Z'),
  revision: 'c:1',
  sdkVersion: '3.4.0',
  appVersion: '5.1',
  value: 'on',
  decidedBy: 'rollout',
  fetchCount: 1,
  lastAt: new Date('2027-03-01T12:20:00Z'),
  ...given,
})
const total = (rows: Counted[]) => rows.reduce((sum, { fetchCount }) => sum + fetchCount, 0)

describe('counts waiting for the database', () => {
  it('are added up by hour, revision, value, and versions, with the latest time', () => {
    const later = new Date('2027-03-01T12:21:00Z')
    const rows = [fetched(), fetched({ lastAt: later, fetchCount: 2 }), fetched(), fetched({ value: 'off' })]
    expect(summed(rows)).toEqual([fetched({ fetchCount: 4, lastAt: later }), fetched({ value: 'off' })])
  })

  it('stay unchanged while there is room', () => {
    const rows = Array.from({ length: 10_000 }, (_, patch) => fetched({ sdkVersion: `3.4.${patch}` }))
    expect(bounded(rows)).toBe(rows)
  })

  it('lose their versions before any fetch is dropped', () => {
    const rows = Array.from({ length: 10_001 }, (_, patch) => fetched({ sdkVersion: `3.4.${patch}` }))
    expect(bounded(rows)).toEqual([fetched({ sdkVersion: '', appVersion: '', fetchCount: 10_001 })])
  })

  it('lose the oldest when there are still too many', () => {
    const rows = Array.from({ length: 10_002 }, (_, index) =>
      fetched({ revision: `c:${index}`, lastAt: new Date(1_800_000_000_000 + index) }),
    )
    const kept = bounded(rows)
    expect([kept.length, total(kept)]).toEqual([10_000, 10_000])
    expect(kept.some(({ revision }) => revision === 'c:1')).toBe(false)
    expect(kept.some(({ revision }) => revision === 'c:2')).toBe(true)
  })
})
