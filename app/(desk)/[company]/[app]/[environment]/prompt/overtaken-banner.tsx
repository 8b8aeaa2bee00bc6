'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { RelativeTime } from '@/components/ui/relative-time'
import type { PlaceInput } from '@/lib/prompts/at-place'
import { presentRevision } from './propagation.query'
import type { Draft } from './use-draft'

/** Says at once that somebody saved. Without staged changes the page simply follows. */
export function OvertakenBanner({ input, draft }: { input: PlaceInput; draft: Draft }) {
  const router = useRouter()
  const { data } = useQuery(presentRevision(input))
  const isOvertaken = data !== undefined && data.revision > draft.baseRevision
  useEffect(() => {
    if (isOvertaken && !draft.isStaged) router.refresh()
  }, [isOvertaken, draft.isStaged, router])
  if (!isOvertaken || !draft.isStaged) return null
  return (
    <Callout
      tone="warning"
      isLive
      title={`${data.latest?.authorName ?? 'A colleague'} saved revision ${data.revision} while you were editing`}
      action={
        <Button
          size="small"
          onClick={() => {
            draft.discard()
            router.refresh()
          }}
        >
          Drop mine and load it
        </Button>
      }
    >
      {data.latest && <RelativeTime at={data.latest.createdAt} />} · What you staged is kept. Review merges it, unless
      you both changed the same.
    </Callout>
  )
}
