'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { pulse } from './follow.query'

/** The page shows what changes while somebody looks at it, without asking the server for it whole. */
export function Follow({ path }: { path: string }) {
  const router = useRouter()
  const { data } = useQuery(pulse(path))
  const seen = useRef<string>(undefined)
  useEffect(() => {
    if (!data) return
    if (seen.current && seen.current !== data.pulse) router.refresh()
    seen.current = data.pulse
  }, [data, router])
  return null
}
