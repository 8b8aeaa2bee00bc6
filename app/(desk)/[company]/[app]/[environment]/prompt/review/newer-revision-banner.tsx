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

type Props = { input: PlaceInput; draft: Draft; revision: number }

/** Refreshes the page as soon as someone else saves, and warns of it if there are unsaved changes. */
export function NewerRevisionBanner({ input, draft, revision }: Props) {
  const router = useRouter()
  const { data } = useQuery(currentRevisionQuery(input))
  const newest = data?.revision ?? 0
  const save = data?.lastSave
  useEffect(() => {
    if (newest > revision) router.refresh()
  }, [newest, revision, router])
  useEffect(() => {
    if (save) withdrawOvertaken(input, save.number)
  }, [input, save])
  // Scheduled steps also create revisions, but don't change anything being edited.
  if (!save || save.number <= draft.baseRevision || !draft.isStaged) return null
  return (
    <Callout
      tone="warning"
      isLive
      title={`${save.isOwn ? 'You' : save.authorName} saved revision ${save.number} while you were editing`}
      action={
        <Button size="small" onClick={draft.discard}>
          Discard my changes
        </Button>
      }
    >
      <RelativeTime isSentence at={save.createdAt} /> · Your unsaved changes are kept. Review merges them unless you
      both changed the same part.
    </Callout>
  )
}
