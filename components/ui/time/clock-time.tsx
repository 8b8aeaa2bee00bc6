'use client'

import { formatClock } from '@/lib/format/date'
import { useNow } from './now'
import { CopyableMoment } from './relative-time'
import { useTimeZone } from './time-zone'

type Props = { at: Date; hasMs?: boolean }

/**
 * `Nov 26, 14:05:32`, or with milliseconds, in the reader's time zone. Hover or focus also shows UTC; a click copies
 * it.
 */
export function ClockTime({ at, hasMs }: Props) {
  const timeZone = useTimeZone()
  const now = useNow()
  return (
    <CopyableMoment at={at} className="tabular-nums">
      <time dateTime={at.toISOString()}>{formatClock(at, { timeZone, now, hasMs })}</time>
    </CopyableMoment>
  )
}
