'use client'

import { useCallback } from 'react'

type Pages = { hasNextPage: boolean; isFetchNextPageError: boolean; fetchNextPage: () => unknown }

/** For the end of the list: when it comes near, the next page is fetched. After a failure, its button asks again. */
export function useMoreInSight({ hasNextPage, isFetchNextPageError, fetchNextPage }: Pages, rowCount: number) {
  // A new count makes a new observer, which looks at once whether the end is still near.
  // biome-ignore lint/correctness/useExhaustiveDependencies: rowCount is the reason to look again
  return useCallback(
    (end: HTMLElement | null) => {
      if (!end || !hasNextPage || isFetchNextPageError) return
      const observer = new IntersectionObserver(
        ([entry]) => {
          if (entry?.isIntersecting && window.scrollY > 0) fetchNextPage()
        },
        { rootMargin: '800px' },
      )
      observer.observe(end)
      return () => observer.disconnect()
    },
    [hasNextPage, isFetchNextPageError, fetchNextPage, rowCount],
  )
}
