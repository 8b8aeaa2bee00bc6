import { expect, it } from 'vitest'
import { BoundedMap } from './bounded-map'

it('makes each unknown value once, and never exceeds its limit', () => {
  const made: string[] = []
  const lengths = new BoundedMap<string, number>(2)
  const lengthOf = (word: string) =>
    lengths.remember(word, (unknown) => {
      made.push(unknown)
      return unknown.length
    })
  expect(['a', 'bb', 'a', 'bb'].map(lengthOf)).toEqual([1, 2, 1, 2])
  expect(made).toEqual(['a', 'bb'])
  expect(['ccc', 'a'].map(lengthOf)).toEqual([3, 1])
  expect(made).toEqual(['a', 'bb', 'ccc', 'a'])
  expect(lengths.size).toBe(2)
})

it('keeps other entries when a known one changes', () => {
  const map = new BoundedMap<string, number>(2)
  map.set('a', 1).set('b', 2).set('a', 3)
  expect([...map]).toEqual([
    ['a', 3],
    ['b', 2],
  ])
})
