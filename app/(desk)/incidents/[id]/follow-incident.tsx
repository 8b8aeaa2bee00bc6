'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const paceMs = 4_000

/** Refreshes who is affected and the timeline while the page is visible. */
export function FollowIncident() {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh()
    }, paceMs)
    return () => clearInterval(timer)
  }, [router])
  return null
}
