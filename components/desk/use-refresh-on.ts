'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'

/** Refreshes the page when the value changes. */
export function useRefreshOn(now: string | number) {
  const router = useRouter()
  const seen = useRef(now)
  useEffect(() => {
    if (seen.current === now) return
    seen.current = now
    router.refresh()
  }, [now, router])
}
