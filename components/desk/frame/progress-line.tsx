'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { startTransition, useEffect, useOptimistic, useRef } from 'react'
import { isOutOfDate } from '@/components/ui/fetched-ahead'
import { onMoving } from './moving'

/** Shown until the next page is ready. A page prefetched some seconds ago is shown at once and then refreshed. */
export function ProgressLine() {
  const router = useRouter()
  const [isMoving, setMoving] = useOptimistic(false)
  const mustAskAgain = useRef(false)
  const page = `${usePathname()}?${useSearchParams()}`

  useEffect(
    () =>
      onMoving((url) => {
        mustAskAgain.current = isOutOfDate(url)
        startTransition(() => setMoving(true))
      }),
    [setMoving],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: once at each page
  useEffect(() => {
    if (mustAskAgain.current) router.refresh()
    mustAskAgain.current = false
  }, [page, router])

  if (!isMoving) return null
  return <div role="progressbar" aria-label="Loading page" className="progress-line" />
}
