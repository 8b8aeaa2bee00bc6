'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { approvalsQuery } from './approvals.query'

/** The changes that wait for a second person, as they come and go. */
export function useApprovals() {
  const { data = [] } = useQuery(approvalsQuery)
  return data
}

export const useOwnApprovalCount = () => useApprovals().filter(({ mayDecide }) => mayDecide).length

/** What such a change touches is refreshed when one came or was decided. */
export function useFollowApprovals({ isPaused = false } = {}) {
  const router = useRouter()
  const now = useApprovals()
    .map(({ id }) => id)
    .join()
  const seen = useRef(now)
  useEffect(() => {
    if (seen.current === now || isPaused) return
    seen.current = now
    router.refresh()
  }, [now, isPaused, router])
}
