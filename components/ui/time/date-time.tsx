'use client'

import { formatDateTime } from '@/lib/format/date'
import { useNow } from './now'
import { useTimeZone } from './time-zone'

/** `Nov 26, 14:05` in the reader's time zone. */
export function DateTime({ at }: { at: Date }) {
  const timeZone = useTimeZone()
  const now = useNow()
  return <time dateTime={at.toISOString()}>{formatDateTime(at, { timeZone, now })}</time>
}
