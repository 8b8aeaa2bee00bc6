const appleEpochMs = Date.UTC(2001, 0, 1)
const instantText = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/
const isoText = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?) ?(Z|[+-]\d\d:?\d\d)?)?$/i
const numberText = /^[+-]?\d+(?:\.\d+)?$/
/** `Thu, 15 Jan 2026 10:00:00 GMT`, and what JavaScript's Date writes. */
const weekdayText = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /i

/** Milliseconds since 1970 for a time as clients write it; NaN if the value isn't a time. */
export function momentIn(value: unknown): number {
  if (typeof value === 'number') return momentOf(value)
  if (typeof value !== 'string') return Number.NaN
  // The SDK's format, and so nearly always.
  if (instantText.test(value)) return Date.parse(value)
  const text = value.trim()
  if (numberText.test(text)) return momentOf(Number(text))
  const [, day, time = '00:00', zone = 'Z'] = isoText.exec(text) ?? []
  if (day !== undefined) return Date.parse(`${day}T${time.replace(',', '.')}${zone.toUpperCase()}`)
  return weekdayText.test(text) ? Date.parse(text) : Number.NaN
}

/**
 * The size tells the unit: no phone was asked for push notifications before 2008. Swift encodes a Date as seconds since
 * 2001. Several languages write zero or less for a time that never came.
 */
function momentOf(number: number): number {
  if (number <= 0) return 0
  if (number >= 1e11) return number
  if (number >= 1e9) return number * 1_000
  return number >= 2.5e8 ? appleEpochMs + number * 1_000 : Number.NaN
}
