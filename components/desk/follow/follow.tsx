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
  const onPage = useRef({ hash: '', at: 0 })
  useEffect(() => {
    // If a part of the page failed, there is no hash, and the next page brings another.
    void Promise.resolve(shown).then(
      ({ hash }) => {
        onPage.current = { hash, at: Date.now() }
      },
      () => undefined,
    )
  }, [shown])
  useEffect(() => {
    const { hash, at } = onPage.current
    // A poll from before this page came compares nothing.
    if (!data || !hash || dataUpdatedAt < at || isRefreshing) return
    if (data.hash !== hash) startRefresh(() => router.refresh())
  }, [data, dataUpdatedAt, isRefreshing, router])
  return null
}
