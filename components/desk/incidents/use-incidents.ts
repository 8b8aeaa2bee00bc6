'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
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
  const router = useRouter()
  const now = useIncidents()
    .map(({ id, cause, isAcknowledged }) => `${id} ${cause} ${isAcknowledged}`)
    .join()
  const seen = useRef(now)
  useEffect(() => {
    if (seen.current === now) return
    seen.current = now
    router.refresh()
  }, [now, router])
}
