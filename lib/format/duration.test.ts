import { expect, it } from 'vitest'
import { formatDuration, formatRelative, formatSpan } from './duration'

const now = new Date('2026-06-01T12:00:00Z')
const at = (ms: number) => new Date(now.getTime() + ms)

it.each([
  [-4_000, 'just now', 'just now'],
  [4_000, 'now', 'now'],
  [-26 * 60_000, '26m ago', '26 minutes ago'],
  [-3_600_000, '1h ago', '1 hour ago'],
  [-3 * 86_400_000, '3d ago', '3 days ago'],
  [-61 * 86_400_000, '2mo ago', '2 months ago'],
  [2 * 3_600_000, 'in 2h', 'in 2 hours'],
])('formats a moment %i ms away as %s', (ms, short, long) => {
  expect(formatRelative(at(ms), now, 'narrow')).toBe(short)
  expect(formatRelative(at(ms), now, 'long')).toBe(long)
})

it('spells out a span for a sentence', () => {
  expect(formatSpan(300)).toBe('1 second')
  expect(formatSpan(4 * 60_000 + 59_000)).toBe('4 minutes')
})

it.each([
  [380, '380ms'],
  [4_210, '4.2s'],
  [9_000, '9s'],
  [59_900, '1m'],
  [185_000, '3m 5s'],
  [2 * 3_600_000 + 600_000, '2h 10m'],
  [76 * 3_600_000, '3d 4h'],
])('formats %i ms as %s', (ms, words) => {
  expect(formatDuration(ms)).toBe(words)
})
