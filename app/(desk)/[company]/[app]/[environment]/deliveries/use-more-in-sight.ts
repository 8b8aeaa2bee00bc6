'use client'

import { useCallback } from 'react'

type Pages = {
  hasNextPage: boolean
  isFetching: boolean
  isFetchNextPageError: boolean
  fetchNextPage: (options: { cancelRefetch: false }) => unknown
}

/** Fetches the next page when the end of the list comes near. After a failure, the list's button retries. */
export function useMoreInSight(
  { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage }: Pages,
  rowCount: number,
) {
  // A new observer checks at once whether the end is near. Create one after each fetch, because a refetch cancels a
  // next page in flight, and whenever the row count changes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: rowCount is the reason to look again
  return useCallback(
    (end: HTMLElement | null) => {
      if (!end || !hasNextPage || isFetching || isFetchNextPageError) return
      let isNear = false
      const look = () => {
        if (isNear && window.scrollY > 0) fetchNextPage({ cancelRefetch: false })
      }
      const observer = new IntersectionObserver(
        (entries) => {
          // A busy page gets several at a time, the latest last.
          isNear = entries.at(-1)?.isIntersecting ?? false
          look()
        },
        { rootMargin: '800px' },
      )
      observer.observe(end)
      // On a tall screen, the end is near before anyone scrolls, and the observer says so only once.
      window.addEventListener('scroll', look, { passive: true })
      return () => {
        observer.disconnect()
        window.removeEventListener('scroll', look)
      }
    },
    [hasNextPage, isFetching, isFetchNextPageError, fetchNextPage, rowCount],
  )
}
