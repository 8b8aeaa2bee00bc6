'use client'

import { useQuery } from '@tanstack/react-query'
import { useRefreshOn } from '@/components/desk/use-refresh-on'
import { approvalsQuery } from './approvals.query'

/** Changes waiting for a second person. Updates as they come and go. */
export function useApprovals() {
  const { data = [] } = useQuery(approvalsQuery)
  return data
}

export const useOwnApprovalCount = () => useApprovals().filter(({ mayDecide }) => mayDecide).length

/** Refreshes the page when a change was proposed or decided. */
export function useFollowApprovals() {
  const now = useApprovals().map(({ id }) => id)
  useRefreshOn(now.join())
}
