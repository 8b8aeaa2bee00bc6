'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { approvalsQuery } from './approvals.query'

/** Changes waiting for a second person. Updates as they come and go. */
export function useApprovals() {
  const { data = [] } = useQuery(approvalsQuery)
  return data
}

export const useOwnApprovalCount = () => useApprovals().filter(({ mayDecide }) => mayDecide).length

/** Refreshes the page when a change was proposed or decided. */
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
