type Zone = { timeZone?: string }

/** `Nov 26, 14:05`, with the year unless it is the current one. The default zone is the browser's. */
export function formatDateTime(at: Date | string, { timeZone, now = new Date() }: Zone & { now?: Date } = {}): string {
  return formatterOf(timeZone, { ...yearUnlessNow(at, now, timeZone), ...day, ...time }).format(new Date(at))
}

/** `Nov 26, 2026, 14:05`: for stored texts, which may be read in another year. */
export const formatDatedTime = (at: Date | string, { timeZone }: Zone = {}) =>
  formatterOf(timeZone, { year: 'numeric', ...day, ...time }).format(new Date(at))

/** `Nov 26`, with the year as above. */
export function formatDate(at: Date | string, { timeZone, now = new Date() }: Zone & { now?: Date } = {}): string {
  return formatterOf(timeZone, { ...yearUnlessNow(at, now, timeZone), ...day }).format(new Date(at))
}

/** `Thu, Nov 26` */
export const formatWeekday = (at: Date | string, { timeZone }: Zone = {}) =>
  formatterOf(timeZone, { weekday: 'short', ...day }).format(new Date(at))

/** `14:05:32` */
export const formatTime = (at: Date | string, { timeZone }: Zone = {}) =>
  formatterOf(timeZone, { ...time, second: '2-digit' }).format(new Date(at))

/** `Nov 26, 14:05:32`, with optional milliseconds and the year as above. Fixed-width digits, for a column. */
export function formatClock(
  at: Date | string,
  { timeZone, now = new Date(), hasMs }: Zone & { now?: Date; hasMs?: boolean } = {},
): string {
  const second = { second: '2-digit', ...(hasMs && { fractionalSecondDigits: 3 as const }) } as const
  return formatterOf(timeZone, { ...yearUnlessNow(at, now, timeZone), ...day, ...time, ...second }).format(new Date(at))
}

/** `Nov 26, 2026, 14:05:32.123`: for tooltips, where every digit may be needed. */
export const formatExactTime = (at: Date | string, { timeZone }: Zone = {}) =>
  formatterOf(timeZone, { year: 'numeric', ...day, ...time, second: '2-digit', fractionalSecondDigits: 3 }).format(
    new Date(at),
  )

/** `2026-11-26 14:05:32 UTC`: for texts that people read in any time zone. */
export const formatUtc = (at: Date | string) => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`

const day = { month: 'short', day: 'numeric' } as const
const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

function yearUnlessNow(at: Date | string, now: Date, timeZone?: string) {
  const year = formatterOf(timeZone, { year: 'numeric' })
  return year.format(new Date(at)) === year.format(now) ? {} : ({ year: 'numeric' } as const)
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Creating a formatter costs far more than using it. */
function formatterOf(timeZone: string | undefined, options: Intl.DateTimeFormatOptions) {
  const key = `${timeZone} ${Object.keys(options)}`
  const known = formatters.get(key) ?? new Intl.DateTimeFormat('en-US', { timeZone, ...options })
  formatters.set(key, known)
  return known
}
