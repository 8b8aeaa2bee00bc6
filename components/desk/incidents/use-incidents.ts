'use client'

import { useQuery } from '@tanstack/react-query'
import { useRefreshOn } from '@/components/desk/use-refresh-on'
import { incidentsQuery } from './incidents.query'

/** The open incidents in the reader's companies. Updates as they open and close. */
export function useIncidents() {
  const { data = [] } = useQuery(incidentsQuery)
  return data
}

/**
 * Refreshes the page when an incident opens, closes, changes its cause, or is acknowledged, because the health on the
 * page has changed too.
 */
export function useFollowIncidents() {
  const now = useIncidents().map(({ id, cause, isAcknowledged }) => `${id} ${cause} ${isAcknowledged}`)
  useRefreshOn(now.join())
}
