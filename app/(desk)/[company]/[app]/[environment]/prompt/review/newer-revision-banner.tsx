'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { currentRevisionQuery } from '@/app/(desk)/[company]/[app]/[environment]/prompt/results/propagation.query'
import type { Draft } from '@/app/(desk)/[company]/[app]/[environment]/prompt/use-draft'
import { withdrawOvertaken } from '@/app/(desk)/prompt/undo-offers'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { RelativeTime } from '@/components/ui/time/relative-time'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'

/** Warns as soon as someone else saves. Without unsaved changes, the page refreshes instead. */
export function NewerRevisionBanner({ input, draft }: { input: PlaceInput; draft: Draft }) {
  const router = useRouter()
  const { data } = useQuery(currentRevisionQuery(input))
  const isNewer = data !== undefined && data.revision > draft.baseRevision
  const save = data?.lastSave
  useEffect(() => {
    if (isNewer && !draft.isStaged) router.refresh()
  }, [isNewer, draft.isStaged, router])
  useEffect(() => {
    if (save) withdrawOvertaken(input, save.number)
  }, [input, save])
  // Scheduled steps also create revisions, but don't change anything being edited.
  if (!save || save.number <= draft.baseRevision || !draft.isStaged) return null
  return (
    <Callout
      tone="warning"
      isLive
      title={`${save.isOwn ? 'You' : save.authorName} saved revision ${save.number}${save.isOwn ? ' elsewhere' : ''} while you were editing`}
      action={
        <Button
          size="small"
          onClick={() => {
            draft.discard()
            router.refresh()
          }}
        >
          Discard my changes and reload
        </Button>
      }
    >
      <RelativeTime isSentence at={save.createdAt} /> · Your unsaved changes are kept. Review merges them unless you
      both changed the same part.
    </Callout>
  )
}
