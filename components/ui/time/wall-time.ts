type Moment = { at: string; offsetMinutes: number }

/** The meaning of a wall time in a zone. */
export type WallReading = Moment & {
  /** Clocks skip this time when they are put forward. It counts as that much after the change. */
  isSkipped: boolean
  /** The second instant with this wall time, if clocks are put back over it. */
  second: Moment | undefined
}

const dayMs = 86_400_000

export const ownTimeZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** Whether the text is a complete instant in UTC, not a wall time that is still being typed. */
export const isInstant = (text: string) =>
  /^[1-9]\d{3}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))

/**
 * Returns the wall time of an instant in a zone, in the format of a datetime-local field. Other text is returned
 * unchanged.
 */
export function wallTime(at: string, timeZone: string): string {
  if (!isInstant(at)) return at
  const ms = Date.parse(at)
  return new Date(ms + offsetMsAt(ms, timeZone)).toISOString().slice(0, 16)
}

/** The inverse of wallTime. Returns undefined until the year is complete. */
export function readWall(wall: string, timeZone: string): WallReading | undefined {
  const shown = /^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d$/.test(wall) ? Date.parse(`${wall}:00Z`) : Number.NaN
  if (Number.isNaN(shown)) return undefined
  // No zone changes its clocks twice within two days, so these are the offsets before and after any change.
  const offsets = new Set([shown - dayMs, shown + dayMs].map((ms) => offsetMsAt(ms, timeZone)))
  const momentWith = (offsetMs: number) => ({
    at: new Date(shown - offsetMs).toISOString(),
    offsetMinutes: Math.round(offsetMsAt(shown - offsetMs, timeZone) / 60_000),
  })
  const [first, second] = [...offsets].filter((ms) => offsetMsAt(shown - ms, timeZone) === ms).map(momentWith)
  if (first) return { ...first, isSkipped: false, second }
  return { ...momentWith(offsetMsAt(shown - dayMs, timeZone)), isSkipped: true, second: undefined }
}

/** `UTC−05:00` */
export function offsetWords(minutes: number): string {
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0')
  return `UTC${minutes < 0 ? '−' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`
}

/** `Europe/Berlin (UTC+01:00)`, the time zone of a page's times. */
export const zoneWords = (timeZone: string, at: Date) =>
  timeZone === 'UTC' ? 'UTC' : `${timeZone} (${offsetWords(offsetMinutesAt(at.toISOString(), timeZone))})`

export const offsetMinutesAt = (at: string, timeZone: string) =>
  Math.round(offsetMsAt(Date.parse(at), timeZone) / 60_000)

function offsetMsAt(ms: number, timeZone: string): number {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return shown - Math.floor(ms / 1_000) * 1_000
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Cached, because creating a formatter costs far more than using it. */
function clockOf(timeZone: string) {
  const known = clocks.get(timeZone)
  if (known) return known
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  clocks.set(timeZone, clock)
  return clock
}
