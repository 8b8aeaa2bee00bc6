'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { ChangeList } from '@/app/(desk)/[company]/[app]/[environment]/prompt/history/change-list'
import { ShareTimeline } from '@/app/(desk)/[company]/[app]/[environment]/prompt/schedule/share-timeline'
import type { Draft } from '@/app/(desk)/[company]/[app]/[environment]/prompt/use-draft'
import { publishPromptAction } from '@/app/(desk)/prompt/actions'
import { answered } from '@/app/(desk)/prompt/done-or-said'
import { failureWords } from '@/components/desk/desk-fetch'
import { Callout } from '@/components/ui/callout'
import { Sheet } from '@/components/ui/overlays/sheet'
import { toast } from '@/components/ui/overlays/toast'
import { Section } from '@/components/ui/section'
import type { RefusedState } from '@/lib/form-state'
import { formatList } from '@/lib/format/list'
import { plural } from '@/lib/format/number'
import { sentenceCase } from '@/lib/format/sentence-case'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { ConfirmationActions, ConfirmationFields, useConfirmation } from './confirmation'
import { ConflictTable, overtakenIn } from './conflict-table'
import { ImpactSummary } from './impact-summary'
import { type Review, savedPrompt } from './review.query'
import { offerUndo } from './undo'
import { WarningList } from './warning-list'

/** A reviewed change. The prompt page keeps it in a draft, which can be rebased on a newer revision. */
export type ReviewedChange = Pick<Draft, 'origin' | 'baseRevision' | 'content'> &
  Partial<Pick<Draft, 'rebase' | 'discard'>>

type Props = {
  input: PlaceInput
  change: ReviewedChange
  review: Review
  /** Someone saved since the review. */
  onOutdated: () => void
  onClose: () => void
}

/**
 * Shows everything to know before saving and asks for the required confirmations. The server checks all of it again.
 */
export function ReviewSheet({ input, change, review, onOutdated, onClose }: Props) {
  const router = useRouter()
  const [isPending, setPending] = useState(false)
  const [refused, setRefused] = useState<RefusedState>()
  const { needs, reach } = review
  const isNoticed = [reach.gained, reach.lost, reach.changed].some((apps) => apps.length > 0)
  const overtaken = refused && overtakenIn(refused)
  const confirmation = useConfirmation(needs)
  const { comment, typed, missing, focusMissing } = confirmation

  async function save(event: FormEvent) {
    event.preventDefault()
    if (isPending) return
    if (missing.length > 0) return focusMissing()
    setPending(true)
    setRefused(undefined)
    const { origin, baseRevision, content } = change
    const asked = {
      ...{ ...input, ...origin, baseRevision, reviewedRevision: review.revision, content, comment },
      confirmation: { hash: review.hash, typed },
    }
    const state = await answered(() => publishPromptAction(asked), { isDone: 'your changes are saved' })
    setPending(false)
    if (!state) return
    if (!state.ok) {
      if (state.code === 'not_reviewed') onOutdated()
      return setRefused(state)
    }
    const done = state.result
    onClose()
    if (done.status === 'proposed')
      toast.good('Change sent for approval', { description: 'It takes effect when a colleague approves it.' })
    else
      offerUndo({
        input,
        revision: done.revision,
        what: done.isMerged ? `Saved, merged with ${changesBy(done.mergedWith)}` : 'Prompt saved',
        description: isNoticed
          ? `Revision ${done.revision} is rolling out to apps.`
          : `Revision ${done.revision}. Nothing changes for customers.`,
        onUndone: () => router.refresh(),
      })
    change.discard?.()
    router.refresh()
  }

  /** Resolves a conflict for one side and keeps the other parts of both. The result needs a new review. */
  async function resolve(prefer: 'mine' | 'theirs') {
    try {
      const { revision, own } = await savedPrompt(input)
      const isAnyLeft = change.rebase?.({ revision, content: own }, prefer)
      onClose()
      toast.info(prefer === 'mine' ? 'Your version kept' : 'Colleague’s version kept', {
        description: isAnyLeft
          ? `Your change is now based on revision ${revision}. Review the rest of it.`
          : `Revision ${revision} already has your change. Nothing is left to save.`,
      })
    } catch (error) {
      toast.failure('Couldn’t resolve the conflict', { description: failureWords(error) })
    }
  }

  return (
    <Sheet title="Review" open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <form
        onSubmit={(event) => void save(event)}
        onKeyDown={(event) => {
          const isAsked = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
          // Click the submit button instead of calling submit(), so that Ctrl+Enter does nothing while it's disabled.
          if (isAsked) event.currentTarget.querySelector<HTMLElement>('[type="submit"]')?.click()
        }}
        className="flex min-h-full flex-col gap-6 px-4 pt-4"
      >
        {refused && (
          <Callout tone="failure" isLive title={refused.message}>
            {overtaken && change.rebase && (
              <ConflictTable overtaken={overtaken} onResolve={(prefer) => void resolve(prefer)} />
            )}
          </Callout>
        )}
        {review.savedSince.length > 0 && (
          <Callout title={`${sentenceCase(formatList(review.savedSince))} saved while you were editing`}>
            {review.isInConflict
              ? 'You both changed the same part. If you save, you choose which version to keep.'
              : `This review compares your changes with revision ${review.revision}, which is saved now.`}
          </Callout>
        )}
        <Section title={plural(review.changes.length, 'change')}>
          <ChangeList changes={review.changes} />
          <details>
            <summary className="w-fit rounded-sm text-quiet">View as JSON</summary>
            <pre className="mt-2 max-h-72 overflow-auto rounded-control border bg-neutral-2 p-3 font-mono text-sm">
              {JSON.stringify(review.values.after, null, 2)}
            </pre>
          </details>
        </Section>
        <Section title="Everyone else over time" description="Customers whom no rule matches.">
          <ShareTimeline {...review.shares} />
        </Section>
        <Section title="Impact">
          <ImpactSummary reach={reach} />
        </Section>
        <WarningList warnings={review.warnings} />
        {review.proposed && (
          <Callout title={`${review.proposed.author} already proposed this change`}>
            {review.proposed.approvers
              ? `It awaits the approval of ${review.proposed.approvers}.`
              : 'It awaits approval, but only its author has the role to approve it.'}
          </Callout>
        )}
        <ConfirmationFields confirmation={confirmation} errors={refused?.fields} />
        <ConfirmationActions missing={missing} isPending={isPending} onBack={onClose}>
          {needs.approval
            ? 'Send for approval'
            : input.environmentName === 'production'
              ? 'Save to production'
              : 'Save'}
        </ConfirmationActions>
      </form>
    </Sheet>
  )
}

/** `Anna’s change`, or the reader's own change from another tab. */
const changesBy = (names: string[]) =>
  formatList(names.map((name) => (name === 'you' ? 'your own earlier change' : `${name}’s change`)))
