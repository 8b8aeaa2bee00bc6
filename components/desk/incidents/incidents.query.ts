import { queryOptions } from '@tanstack/react-query'
import { pollJson } from '@/components/desk/desk-fetch'
import type { listOpenIncidents } from '@/lib/incidents/list-open-incidents'
import { flag, instant, listOf, number, object, oneOf, orNull, resultOf, type Shaped, text } from '@/lib/shape'

const OpenIncidents = resultOf<typeof listOpenIncidents>()(
  listOf(
    object({
      id: text,
      cause: text,
      severity: oneOf(['warning', 'critical']),
      title: text,
      sentence: text,
      action: text,
      openedAt: instant,
      placeName: text,
      environmentId: orNull(text),
      company: orNull(text),
      environment: orNull(oneOf(['production', 'sandbox'])),
      affected: object({ customers: number, waiting: number, lost: number }),
      isAcknowledged: flag,
    }),
  ),
)
export type OpenIncident = Shaped<typeof OpenIncidents>[number]

export const incidentsKey = ['incidents'] as const

/** A hidden tab doesn't poll. */
const paceMs = 3_000

export const incidentsQuery = queryOptions({
  queryKey: incidentsKey,
  queryFn: ({ signal }) => pollJson('/api/desk/incidents', OpenIncidents, signal),
  refetchInterval: paceMs,
})
