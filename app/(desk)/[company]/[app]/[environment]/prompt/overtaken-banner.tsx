'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { RelativeTime } from '@/components/ui/relative-time'
import type { PlaceInput } from '@/lib/prompts/at-place'
import { presentPrompt } from './propagation.query'

/** Says at once that somebody saved. Without staged changes the page simply follows. */
export function OvertakenBanner({
  input,
  revision,
  isStaged,
}: {
  input: PlaceInput
  revision: number
  isStaged: boolean
}) {
  const router = useRouter()
  const { data } = useQuery(presentPrompt(input))
  const isOvertaken = data !== undefined && data.revision > revision
  useEffect(() => {
    if (isOvertaken && !isStaged) router.refresh()
  }, [isOvertaken, isStaged, router])
  if (!isOvertaken || !isStaged) return null
  return (
    <Callout
      tone="warning"
      isLive
      title={`${data.latest?.authorName ?? 'A colleague'} saved revision ${data.revision} while you were editing`}
      action={
        <Button size="small" onClick={() => router.refresh()}>
          Drop mine and load it
        </Button>
      }
    >
      {data.latest && <RelativeTime at={data.latest.createdAt} />} · What you staged is kept. Review merges it, unless
      you both changed the same.
    </Callout>
  )
}
