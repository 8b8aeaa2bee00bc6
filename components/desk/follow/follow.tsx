'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { type FollowPace, pageHash } from './follow.query'

/** Polls a small hash and refreshes the page only when it changes. */
export function Follow({ path, pace = 'log' }: { path: string; pace?: FollowPace }) {
  const router = useRouter()
  const { data } = useQuery(pageHash(path, pace))
  const seen = useRef<string>(undefined)
  useEffect(() => {
    if (!data) return
    if (seen.current && seen.current !== data.hash) router.refresh()
    seen.current = data.hash
  }, [data, router])
  return null
}
