'use client'

import { useRefreshEvery } from '@/components/desk/use-refresh-every'

const paceMs = 3_000

/** Refreshes the page so that the first device appears without a reload. */
export function RefreshWhileEmpty() {
  useRefreshEvery(paceMs)
  return null
}
