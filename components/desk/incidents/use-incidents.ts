'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { incidentsQuery } from './incidents.query'

/** What is wrong in the reader’s companies, as it comes and goes. */
export function useIncidents() {
  const { data = [] } = useQuery(incidentsQuery)
  return data
}

/** The page is refreshed when an incident opened, closed, became another, or was acknowledged: what it says of health has changed with it. */
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
