'use client'

import { useCallback } from 'react'

type Pages = { hasNextPage: boolean; isFetching: boolean; isFetchNextPageError: boolean; fetchNextPage: () => unknown }

/** For the end of the list: when it comes near, the next page is fetched. After a failure, its button asks again. */
export function useMoreInSight(
  { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage }: Pages,
  rowCount: number,
) {
  // A new observer looks at once whether the end is near: after each fetch, because a refetch cancels a next page that is
  // still on its way, and after a new count.
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
