import { expect, it } from 'vitest'
import { WindowCounts } from './window-counts'

it('allows each name up to its limit, returns the wait, and starts over in the next window', () => {
  const counts = new WindowCounts(1_000)
  expect([1, 2, 3].map(() => counts.count('a', 2, 10_000))).toEqual([0, 0, 1_000])
  expect(counts.count('a', 2, 10_999)).toBe(1)
  expect(counts.count('b', 2, 10_999)).toBe(0)
  expect(counts.count('a', 2, 11_000)).toBe(0)
})

it('counts the same name separately in each scope', () => {
  const counts = new WindowCounts(1_000)
  expect(['here', 'there', 'here'].map((place) => counts.count('a', 1, 0, place))).toEqual([0, 0, 1_000])
})

it('holds any number of names, which rarely affect each other', () => {
  const counts = new WindowCounts(1_000)
  let refused = 0
  for (let n = 0; n < 100_000; n++) if (counts.count(`customer-${n}`, 20, 0) > 0) refused += 1
  expect(refused).toBe(0)
})
