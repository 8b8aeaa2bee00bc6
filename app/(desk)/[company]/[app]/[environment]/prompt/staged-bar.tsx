'use client'

import { useEffect, useState } from 'react'
import { ActRefused, type Answer, promptAct, refusalWords } from '@/app/(desk)/prompt/prompt-acts'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import { toast } from '@/components/ui/toast'
import type { PlaceInput } from '@/lib/prompts/at-place'
import type { ShownPrompt } from '@/lib/prompts/show-prompt'
import { ReviewSheet } from './review-sheet'
import type { Draft } from './use-draft'

type Props = { input: PlaceInput; prompt: ShownPrompt; draft: Draft }

/** There as soon as something is staged: how much, and the way to review it. */
export function StagedBar({ input, prompt, draft }: Props) {
  const [review, setReview] = useState<Answer<'review'>>()
  const [isPending, setPending] = useState(false)

  async function open() {
    setPending(true)
    try {
      setReview(await promptAct('review', { ...input, baseRevision: prompt.revision, content: draft.content }))
      draft.setErrors({})
    } catch (error) {
      if (error instanceof ActRefused && error.problem.fields) {
        draft.setErrors(error.problem.fields)
        const [first] = Object.values(error.problem.fields)
        toast.failure('Some of this is not valid yet', { description: first?.[0] })
        requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      } else toast.failure('It could not be reviewed', { description: refusalWords(error) })
    } finally {
      setPending(false)
    }
  }

  useShortcut(draft.isStaged && !review, () => void open())

  if (!draft.isStaged) return null
  return (
    <>
      <section
        aria-label="Staged changes"
        className="fixed inset-x-0 bottom-0 z-40 border-t border-line-strong bg-raised/95 backdrop-blur md:left-[232px]"
      >
        <div className="mx-auto flex max-w-[1280px] flex-wrap items-center justify-between gap-3 px-4 py-3 md:px-8">
          <p aria-live="polite">
            <strong className="font-semibold">
              {draft.count} {draft.count === 1 ? 'change' : 'changes'}
            </strong>
            <span className="text-quiet"> staged, nothing is saved yet</span>
          </p>
          <span className="flex items-center gap-2">
            <Button variant="ghost" onClick={draft.discard}>
              Discard
            </Button>
            <Button variant="primary" isPending={isPending} onClick={() => void open()}>
              Review <Kbd>Ctrl ↵</Kbd>
            </Button>
          </span>
        </div>
      </section>
      {review && (
        <ReviewSheet input={input} prompt={prompt} draft={draft} review={review} onClose={() => setReview(undefined)} />
      )}
    </>
  )
}

/** Ctrl or ⌘ with Enter, from anywhere on the page. */
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
