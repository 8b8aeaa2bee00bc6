'use client'

import { useEffect, useState } from 'react'
import type { Draft } from '@/app/(desk)/[company]/[app]/[environment]/prompt/use-draft'
import { FetchFailed, failureWords } from '@/components/desk/desk-fetch'
import { BottomBar } from '@/components/ui/bottom-bar'
import { Button } from '@/components/ui/button'
import { onDemand } from '@/components/ui/on-demand'
import { toast } from '@/components/ui/overlays/toast'
import { useKeys } from '@/components/ui/use-keys'
import { plural } from '@/lib/format/number'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { promptReview, type Review } from './review.query'

const ReviewSheet = onDemand(() => import('./review-sheet').then((loaded) => loaded.ReviewSheet))

type Props = { input: PlaceInput; draft: Draft; revision: number }

/** Appears when there are unsaved changes. Counts them and opens the review. */
export function StagedBar({ input, draft, revision }: Props) {
  const [review, setReview] = useState<Review>()
  const [isPending, setPending] = useState(false)

  async function open() {
    setPending(true)
    try {
      setReview(await promptReview({ ...input, baseRevision: draft.baseRevision, content: draft.content }))
      draft.setErrors({})
    } catch (error) {
      if (error instanceof FetchFailed && Object.keys(error.fields).length > 0) {
        draft.setErrors(error.fields)
        const [first] = Object.values(error.fields)
        toast.failure('Fix the errors before you review', { description: first?.[0] })
        requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      } else toast.failure('Couldn’t open the review', { description: failureWords(error) })
    } finally {
      setPending(false)
    }
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each newer revision, to compare an open review with it
  useEffect(() => {
    if (review && review.revision < revision) void open()
  }, [review, revision])

  const mayOpen = draft.isStaged && !review && !isPending
  useShortcut(mayOpen, () => void open())
  useKeys({ r: () => mayOpen && void open() })

  if (!draft.isStaged) return null
  return (
    <>
      <BottomBar label="Unsaved changes">
        <p aria-live="polite">
          <strong className="font-semibold">{plural(draft.count, 'unsaved change')}</strong>
        </p>
        <span className="ml-auto flex items-center gap-2">
          <Button variant="ghost" onClick={draft.discard}>
            Discard
          </Button>
          <Button variant="primary" isPending={isPending} onClick={() => void open()}>
            Review <Shortcut />
          </Button>
        </span>
      </BottomBar>
      {review && (
        <ReviewSheet
          {...{ input, review }}
          change={draft}
          onOutdated={() => void open()}
          onClose={() => setReview(undefined)}
        />
      )}
    </>
  )
}

/** On the accent background, a key cap would stand out more than anything else in the bar. */
const Shortcut = () => <kbd className="hidden font-sans text-xs md:inline">Ctrl ↵</kbd>

/** Runs on Ctrl+Enter or ⌘+Enter anywhere on the page. */
function useShortcut(isActive: boolean, run: () => void) {
  useEffect(() => {
    if (!isActive) return
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })
}
