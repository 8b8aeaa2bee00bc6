'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useTransition } from 'react'
import { type FollowPace, type PageHash, pageHash } from './follow.query'

type Props = {
  path: string
  /** The hash of what this page shows. It may stream in with the last part of the page. */
  shown: PageHash | Promise<PageHash>
  pace?: FollowPace
}

/** Polls a small hash and refreshes the page while it differs from what the page shows. */
export function Follow({ path, shown, pace = 'log' }: Props) {
  const router = useRouter()
  const [isRefreshing, startRefresh] = useTransition()
  const { data, dataUpdatedAt } = useQuery(pageHash(path, pace))
  const onPage = useRef<string>(undefined)
  const comparedAt = useRef(0)
  useEffect(() => {
    let isCurrent = true
    onPage.current = undefined
    // If a part of the page failed, there is no hash, and the next page brings another.
    void Promise.resolve(shown).then(
      ({ hash }) => {
        if (isCurrent) onPage.current = hash
      },
      () => undefined,
    )
    return () => {
      isCurrent = false
    }
  }, [shown])
  useEffect(() => {
    // Each poll is compared once. After a refresh, that is the next one, not the one that led to it.
    if (!data || !onPage.current || isRefreshing || dataUpdatedAt === comparedAt.current) return
    comparedAt.current = dataUpdatedAt
    if (data.hash !== onPage.current) startRefresh(() => router.refresh())
  }, [data, dataUpdatedAt, isRefreshing, router])
  return null
}
