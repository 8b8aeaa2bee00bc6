'use client'

import { useNow } from '@/components/ui/time/now'
import { useTimeZone } from '@/components/ui/time/time-zone'
import { zoneWords } from '@/components/ui/time/wall-time'
import { spanWords } from './log-span'
import type { FilterParams } from './search-params'

/** The period that the chart, counts, and rows cover, and the time zone of their times. */
export function LogSpan({ filters, retentionDays }: { filters: FilterParams; retentionDays: number }) {
  const timeZone = useTimeZone()
  const now = useNow()
  return (
    <p className="text-quiet">
      Chart, counts, and list cover the {spanWords(filters, { retentionDays, timeZone })}. Times are in{' '}
      {zoneWords(timeZone, now)}.
    </p>
  )
}
