'use client'

import { pluralWord } from '@/lib/format/number'
import { useIncidents } from './use-incidents'

/** Counts the open incidents. Renders nothing if there are none. */
export function IncidentCount() {
  const count = useIncidents().length
  if (count === 0) return null
  return (
    <>
      <span
        aria-hidden
        className="ml-auto rounded-full border border-status-failed/40 bg-status-failed/10 px-1.5 font-medium text-status-failed text-xs tabular-nums leading-5"
      >
        {count}
      </span>
      <span className="sr-only">
        , {count} {pluralWord(count, 'is', 'are')} open
      </span>
    </>
  )
}
