'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'

/** Refreshes the page when the value changes. While paused, it waits. */
export function useRefreshOn(now: string | number, isPaused = false) {
  const router = useRouter()
  const seen = useRef(now)
  useEffect(() => {
    if (seen.current === now || isPaused) return
    seen.current = now
    router.refresh()
  }, [now, isPaused, router])
}
