'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useTransition } from 'react'

/**
 * Refreshes the page again and again while it is visible, each time once the last refresh is done: while the server is
 * away, refreshes would add up.
 */
export function useRefreshEvery(paceMs: number) {
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  useEffect(() => {
    if (isPending) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') startTransition(() => router.refresh())
    }, paceMs)
    return () => clearInterval(timer)
  }, [router, isPending, paceMs])
}
