import { formatDateTime } from '@/lib/format/date'
import { type LastSpan, lastSpans } from './last-spans'
import type { FilterParams } from './search-params'

/**
 * The period of the chart, facets, and rows. Defaults to a week, or to all stored deliveries of one customer, device,
 * notification, or conversation.
 */
export function spanOf(filters: FilterParams): LastSpan | 'range' {
  if (filters.from || filters.until) return 'range'
  return filters.last ?? (isNarrow(filters) ? 'all' : '7d')
}

const dayMs = 86_400_000

const isNarrow = ({ device, customer, notification, conversation }: FilterParams) =>
  [device, customer, notification, conversation].some((value) => value !== null)

type Limits = { now: Date; retentionDays: number }
type Span = { from: Date; until: Date | undefined }

/** `until` is undefined if the period ends now and continues. */
export function momentsOf(filters: FilterParams, { now, retentionDays }: Limits): Span {
  const span = spanOf(filters)
  const kept = new Date(now.getTime() - retentionDays * dayMs)
  if (span === 'range') return { from: filters.from ?? kept, until: filters.until ?? undefined }
  return { from: span === 'all' ? kept : new Date(now.getTime() - lastSpans[span].ms), until: undefined }
}

/** `last 15 minutes`, or `Nov 26, 14:00 to Nov 26, 15:00`. */
export function spanWords(
  filters: FilterParams,
  { retentionDays, timeZone }: { retentionDays: number; timeZone?: string },
) {
  const span = spanOf(filters)
  if (span === 'all') return `last ${retentionDays} days`
  if (span !== 'range') return lastSpans[span].words
  const at = (moment: Date) => formatDateTime(moment, { timeZone })
  const { from, until } = filters
  if (from && until) return `time from ${at(from)} to ${at(until)}`
  return from ? `time since ${at(from)}` : `time before ${at(until as Date)}`
}
