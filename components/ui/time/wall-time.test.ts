import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isInstant, offsetWords, readWall, wallTime } from './wall-time'

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')]
const anyZone = fc.constantFrom(...zones)
// Schedules are in the future. Until 1972, offsets could include seconds, which no field can express.
const anyMinute = fc
  .integer({ min: Date.UTC(2000, 0, 3) / 60_000, max: Date.UTC(2100, 0, 1) / 60_000 })
  .map((minutes) => new Date(minutes * 60_000).toISOString())

describe('wall time in a time zone', () => {
  it('converts back to the same instant in every zone, or to the other instant of a repeated hour', () => {
    fc.assert(
      fc.property(anyMinute, anyZone, (instant, zone) => {
        const read = readWall(wallTime(instant, zone), zone)
        expect([read?.at, read?.second?.at]).toContain(instant)
        expect(read?.isSkipped).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  it('never reads as an instant with another wall time, unless it is marked as skipped', () => {
    fc.assert(
      fc.property(anyMinute, anyZone, (minute, zone) => {
        const wall = minute.slice(0, 16)
        const read = readWall(wall, zone)
        expect(read && wallTime(read.at, zone) !== wall).toBe(read?.isSkipped)
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    // Wall time, zone, resulting instant, offset at that instant, and wall time at that instant.
    ['2027-03-14T02:30', 'America/New_York', '2027-03-14T07:30:00.000Z', 'UTC−04:00', '2027-03-14T03:30'],
    ['2027-03-28T02:00', 'Europe/Berlin', '2027-03-28T01:00:00.000Z', 'UTC+02:00', '2027-03-28T03:00'],
    ['2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z', 'UTC+11:00', '2026-10-04T02:45'],
    ['2027-09-05T00:30', 'America/Santiago', '2027-09-05T04:30:00.000Z', 'UTC−03:00', '2027-09-05T01:30'],
    ['2011-12-30T12:00', 'Pacific/Apia', '2011-12-30T22:00:00.000Z', 'UTC+14:00', '2011-12-31T12:00'],
  ])('marks %s as skipped in %s', (wall, zone, at, offset, shown) => {
    const read = readWall(wall, zone)
    expect(read).toMatchObject({ at, isSkipped: true, second: undefined })
    expect(offsetWords(read?.offsetMinutes ?? 0)).toBe(offset)
    expect(wallTime(at, zone)).toBe(shown)
  })

  it.each([
    ['2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z', [-240, -300]],
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z', [120, 60]],
    ['2027-04-04T01:45', 'Australia/Lord_Howe', '2027-04-03T14:45:00.000Z', '2027-04-03T15:15:00.000Z', [660, 630]],
  ])('returns both instants of %s in %s, each with its offset', (wall, zone, first, second, [before, after]) => {
    expect(readWall(wall, zone)).toEqual({
      at: first,
      offsetMinutes: before,
      isSkipped: false,
      second: { at: second, offsetMinutes: after },
    })
  })

  it('has one instant right before and right after a clock change', () => {
    for (const wall of ['2027-03-14T01:59', '2027-03-14T03:00', '2026-11-01T00:59', '2026-11-01T02:00'])
      expect(readWall(wall, 'America/New_York'), wall).toMatchObject({ isSkipped: false, second: undefined })
  })

  it.each(['', '2027', '0002-03-14T10:00', '0202-03-14T10:00', '12027-03-14T10:00', '275760-09-13T10:00', 'soon'])(
    'treats “%s” as unfinished input and does not throw',
    (text) => {
      expect(readWall(text, 'America/New_York')).toBeUndefined()
      expect(wallTime(text, 'America/New_York')).toBe(text)
      expect(isInstant(text)).toBe(false)
    },
  )

  it('formats an offset as UTC±hh:mm', () => {
    expect([0, 345, -210, 840].map(offsetWords)).toEqual(['UTC+00:00', 'UTC+05:45', 'UTC−03:30', 'UTC+14:00'])
  })
})
