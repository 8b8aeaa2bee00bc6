import { describe, expect, it } from 'vitest'
import { isOutOfDate, noteFetched } from './fetched-ahead'

describe('a prefetched page', () => {
  it('is fresh for two seconds, and refreshed after that', () => {
    noteFetched('/a?q=1', 0)
    expect([2_000, 2_001, 30_000].map((ms) => isOutOfDate('/a?q=1', ms))).toEqual([false, true, true])
  })

  it('is kept for 30 seconds from the first fetch, even if it is requested again meanwhile', () => {
    noteFetched('/b', 0)
    noteFetched('/b', 20_000)
    expect(isOutOfDate('/b', 21_000)).toBe(true)
    noteFetched('/b', 30_001)
    expect(isOutOfDate('/b', 31_000)).toBe(false)
  })

  it('is not refreshed if it was never fetched or is no longer kept', () => {
    noteFetched('/c', 0)
    expect([isOutOfDate('/never', 5_000), isOutOfDate('/c', 30_001)]).toEqual([false, false])
  })
})
