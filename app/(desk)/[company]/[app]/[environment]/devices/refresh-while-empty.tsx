'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const paceMs = 3_000

/** Refreshes the page so that the first device appears without a reload. */
export function RefreshWhileEmpty() {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && router.refresh(), paceMs)
    return () => clearInterval(timer)
  }, [router])
  return null
}
