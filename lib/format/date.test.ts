import { expect, it } from 'vitest'
import { formatDate, formatDatedTime, formatDateTime, formatExactTime, formatTime, formatWeekday } from './date'

const at = new Date('2026-11-26T13:05:32.123Z')
const now = new Date('2026-12-31T23:30:00Z')

it('writes a moment in the zone it is asked for, without the present year', () => {
  expect(formatDateTime(at, { timeZone: 'UTC', now })).toBe('Nov 26, 13:05')
  expect(formatDateTime(at, { timeZone: 'Asia/Tokyo', now: at })).toBe('Nov 26, 22:05')
  expect(formatDateTime('2026-11-26T00:05:00Z', { timeZone: 'UTC', now })).toBe('Nov 26, 00:05')
})

it('names another year, as the zone counts years', () => {
  expect(formatDateTime(at, { timeZone: 'Asia/Tokyo', now })).toBe('Nov 26, 2026, 22:05')
  expect(formatDatedTime(at, { timeZone: 'UTC' })).toBe('Nov 26, 2026, 13:05')
  expect(formatDate(at, { timeZone: 'UTC', now: new Date('2027-02-01T00:00:00Z') })).toBe('Nov 26, 2026')
})

it('writes a day, a weekday, a time of day and every digit', () => {
  expect(formatDate(at, { timeZone: 'UTC', now })).toBe('Nov 26')
  expect(formatWeekday(at, { timeZone: 'UTC' })).toBe('Thu, Nov 26')
  expect(formatTime(at, { timeZone: 'UTC' })).toBe('13:05:32')
  expect(formatExactTime(at, { timeZone: 'UTC' })).toBe('Nov 26, 2026, 13:05:32.123')
})
