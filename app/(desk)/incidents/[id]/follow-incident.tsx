'use client'

import { useRefreshEvery } from '@/components/desk/use-refresh-every'

const paceMs = 4_000

/** Refreshes who is affected and the timeline. */
export function FollowIncident() {
  useRefreshEvery(paceMs)
  return null
}
