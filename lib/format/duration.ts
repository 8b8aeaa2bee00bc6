const units = [
  { unit: 'second', ms: 1_000, below: 60_000 },
  { unit: 'minute', ms: 60_000, below: 3_600_000 },
  { unit: 'hour', ms: 3_600_000, below: 86_400_000 },
  { unit: 'day', ms: 86_400_000, below: 60 * 86_400_000 },
  { unit: 'month', ms: 30 * 86_400_000, below: 730 * 86_400_000 },
  { unit: 'year', ms: 365 * 86_400_000, below: Number.POSITIVE_INFINITY },
] as const

type Style = 'narrow' | 'long'

const relative = {
  narrow: new Intl.RelativeTimeFormat('en-US', { style: 'narrow' }),
  long: new Intl.RelativeTimeFormat('en-US', { style: 'long' }),
}

/** `3m ago`, `in 2h`, or `3 minutes ago`. Independent of the time zone, so server and browser write the same. */
export function formatRelative(at: Date, now: Date, style: Style): string {
  const distanceMs = Math.abs(now.getTime() - at.getTime())
  if (distanceMs < 10_000) return at > now ? 'now' : 'just now'
  const { unit, count } = wholeUnits(distanceMs)
  return relative[style].format(at > now ? count : -count, unit)
}

/** `4 minutes`, `1 hour`: one unit, spelled out, for sentences. */
export function formatSpan(ms: number): string {
  const { unit, count } = wholeUnits(Math.max(1_000, ms))
  return formatUnit(count, unit, 'long')
}

/** `380ms`, `4.2s`, `3m 5s`, `2h 10m`, `3d 4h`: two parts at most. */
export function formatDuration(ms: number): string {
  const whole = Math.max(0, Math.round(ms))
  if (whole < 1_000) return formatUnit(whole, 'millisecond', 'narrow')
  if (whole < 10_000) return formatUnit(Number((whole / 1_000).toFixed(1)), 'second', 'narrow')
  const seconds = Math.round(whole / 1_000)
  if (seconds < 60) return formatUnit(seconds, 'second', 'narrow')
  if (seconds < 3_600) return twoParts(seconds, 60, 'minute', 'second')
  const minutes = Math.floor(seconds / 60)
  if (minutes < 1_440) return twoParts(minutes, 60, 'hour', 'minute')
  return twoParts(Math.floor(minutes / 60), 24, 'day', 'hour')
}

function wholeUnits(ms: number) {
  const step = units.find(({ below }) => ms < below) ?? units[5]
  return { unit: step.unit, count: Math.floor(ms / step.ms) }
}

const twoParts = (count: number, size: number, unit: string, rest: string) =>
  [
    formatUnit(Math.floor(count / size), unit, 'narrow'),
    ...(count % size ? [formatUnit(count % size, rest, 'narrow')] : []),
  ].join(' ')

const formatUnit = (count: number, unit: string, unitDisplay: Style) =>
  new Intl.NumberFormat('en-US', { style: 'unit', unit, unitDisplay }).format(count)
