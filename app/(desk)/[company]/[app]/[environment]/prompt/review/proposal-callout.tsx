'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ChangeList } from '@/app/(desk)/[company]/[app]/[environment]/prompt/history/change-list'
import { waitsFor } from '@/components/desk/approvals/waiting-approvals'
import { failureWords } from '@/components/desk/desk-fetch'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { onDemand } from '@/components/ui/on-demand'
import { Outside } from '@/components/ui/text/outside'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { plural } from '@/lib/format/number'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import type { PromptView } from '@/lib/prompts/show-prompt'
import { ImpactSummary } from './impact-summary'
import { RejectDialog } from './reject-dialog'
import { proposalReview } from './review.query'
import { WarningList } from './warning-list'

const ProposalPreview = onDemand(() => import('./proposal-preview').then((loaded) => loaded.ProposalPreview))

type Props = {
  input: PlaceInput
  proposal: PromptView['proposals'][number]
  /** The saved revision, on top of which the change would be approved. */
  revision: number
  companyName: string
  isOwn: boolean
  mayDecide: boolean
  isPending: boolean
  approve: () => void
  withdraw: () => void
  onRejected: () => void
}

/** A change waiting for approval: its contents, its impact, and who may decide. */
export function ProposalCallout({
  input,
  proposal,
  revision,
  companyName,
  isOwn,
  mayDecide,
  isPending,
  approve,
  withdraw,
  onRejected,
}: Props) {
  const { id, authorName, comment, createdAt, isReadable, changes, warnings, approvers } = proposal
  const review = useQuery({ ...proposalReview({ ...input, proposalId: id }, revision), enabled: isReadable })
  const [isOpen, setOpen] = useState(!isOwn)
  const mayApprove = !isOwn && isReadable && !review.data?.conflict
  return (
    <Callout
      title={isOwn ? 'Your change is waiting for approval' : `${authorName} asks for approval`}
      action={
        mayDecide && (
          <>
            {isOwn ? (
              <Button size="small" onClick={withdraw} isPending={isPending}>
                Withdraw
              </Button>
            ) : (
              <RejectDialog {...{ input, authorName, onRejected }} proposalId={id} />
            )}
            {mayApprove && (
              <Button
                size="small"
                variant="primary"
                onClick={approve}
                // Wait until the impact has loaded.
                isPending={isPending || review.isPending}
              >
                Approve and save
              </Button>
            )}
          </>
        )
      }
    >
      <p>
        Proposed <RelativeTime isSentence at={createdAt} />
        {comment && (
          <>
            : “<Outside>{comment}</Outside>”
          </>
        )}
      </p>
      <p className="mb-2">{waitsFor({ approvers, companyName: 'scope' in input ? null : companyName })}</p>
      {isReadable ? (
        <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary className="w-fit rounded-sm">{plural(changes.length, 'change')}</summary>
          <div className="flex flex-wrap items-start gap-x-10 gap-y-5 pt-2">
            <div className="flex min-w-0 flex-1 basis-80 flex-col gap-3">
              <ChangeList changes={changes} />
              <section aria-label="Impact" aria-busy={review.isPending}>
                {review.isPending && <p>Counting affected clients…</p>}
                {review.error && <p role="alert">Couldn’t count the affected clients. {failureWords(review.error)}</p>}
                {review.data?.reach && <ImpactSummary reach={review.data.reach} />}
                {review.data?.conflict && <p className="text-danger-text">{review.data.conflict}</p>}
              </section>
              <WarningList warnings={warnings} />
            </div>
            {isOpen && review.data?.words && <ProposalPreview words={review.data.words} />}
          </div>
        </details>
      ) : (
        <p>A newer version of Pushdesk saved this change. Update this server to review it.</p>
      )}
    </Callout>
  )
}
