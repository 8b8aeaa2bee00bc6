'use client'

import { useNow } from './now'
import { useTimeZone } from './time-zone'
import { zoneWords } from './wall-time'

/** Names the time zone of the times around it. */
export function ZoneNote() {
  const timeZone = useTimeZone()
  return <p className="text-faint text-sm">Times are in {zoneWords(timeZone, useNow())}.</p>
}
