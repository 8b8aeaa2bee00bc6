import { expect, it } from 'vitest'
import { formatDate, formatDatedTime, formatDateTime, formatExactTime, formatTime, formatWeekday } from './date'

const at = new Date('2026-11-26T13:05:32.123Z')
const now = new Date('2026-12-31T23:30:00Z')

it('formats a moment in the given zone, without the current year', () => {
  expect(formatDateTime(at, { timeZone: 'UTC', now })).toBe('Nov 26, 13:05')
  expect(formatDateTime(at, { timeZone: 'Asia/Tokyo', now: at })).toBe('Nov 26, 22:05')
  expect(formatDateTime('2026-11-26T00:05:00Z', { timeZone: 'UTC', now })).toBe('Nov 26, 00:05')
})

it('adds the year when it differs in that zone', () => {
  expect(formatDateTime(at, { timeZone: 'Asia/Tokyo', now })).toBe('Nov 26, 2026, 22:05')
  expect(formatDatedTime(at, { timeZone: 'UTC' })).toBe('Nov 26, 2026, 13:05')
  expect(formatDate(at, { timeZone: 'UTC', now: new Date('2027-02-01T00:00:00Z') })).toBe('Nov 26, 2026')
})

it('formats a day, a weekday, a time of day, and an exact time', () => {
  expect(formatDate(at, { timeZone: 'UTC', now })).toBe('Nov 26')
  expect(formatWeekday(at, { timeZone: 'UTC' })).toBe('Thu, Nov 26')
  expect(formatTime(at, { timeZone: 'UTC' })).toBe('13:05:32')
  expect(formatExactTime(at, { timeZone: 'UTC' })).toBe('Nov 26, 2026, 13:05:32.123')
})
