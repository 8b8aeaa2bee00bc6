import { validate, version } from 'uuid'
import { afterEach, expect, it, vi } from 'vitest'
import { newId } from './new-id'

afterEach(() => vi.useRealTimers())

const many = (count: number) => Array.from({ length: count }, newId)
const timeOf = (id: string) => Number.parseInt(id.replace('-', '').slice(0, 12), 16)
/** Later than that of any ID so far, whichever test ran before. */
const nextTime = () => Math.max(Date.now(), timeOf(newId())) + 1

it('makes different UUIDs of version 7, which ascend within a millisecond and over time', () => {
  vi.useFakeTimers({ now: nextTime() })
  const first = many(5_000)
  vi.advanceTimersByTime(1)
  const all = [...first, ...many(5_000)]
  expect(all.every((id) => validate(id) && version(id) === 7)).toBe(true)
  expect(new Set(all).size).toBe(all.length)
  expect(all.toSorted()).toEqual(all)
  expect(new Set(all.map(timeOf)).size).toBe(2)
})

it('still ascends after the clock was set back', () => {
  vi.useFakeTimers({ now: nextTime() })
  const before = newId()
  vi.setSystemTime(Date.now() - 5_000)
  expect(newId() > before).toBe(true)
})

it('uses no random bytes twice', () => {
  expect(new Set(many(1_000).map((id) => id.slice(-8))).size).toBe(1_000)
})
