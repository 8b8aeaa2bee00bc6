'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const paceMs = 4_000

/** What is affected, and the timeline, are shown anew while the page is in sight. */
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
