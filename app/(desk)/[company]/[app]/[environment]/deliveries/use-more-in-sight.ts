'use client'

import { useCallback } from 'react'

type Pages = { hasNextPage: boolean; isFetching: boolean; isFetchNextPageError: boolean; fetchNextPage: () => unknown }

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
      const observer = new IntersectionObserver(
        ([entry]) => {
          if (entry?.isIntersecting && window.scrollY > 0) fetchNextPage()
        },
        { rootMargin: '800px' },
      )
      observer.observe(end)
      return () => observer.disconnect()
    },
    [hasNextPage, isFetching, isFetchNextPageError, fetchNextPage, rowCount],
  )
}
