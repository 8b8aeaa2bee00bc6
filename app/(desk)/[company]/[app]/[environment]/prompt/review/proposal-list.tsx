'use client'

import { useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { approveProposalAction, closeProposalAction } from '@/app/(desk)/prompt/actions'
import { doneOrSaid } from '@/app/(desk)/prompt/done-or-said'
import { approvalsKey } from '@/components/desk/approvals/approvals.query'
import { useFollowApprovals } from '@/components/desk/approvals/use-approvals'
import { untilLoaded } from '@/components/ui/on-demand'
import { toast } from '@/components/ui/overlays/toast'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import type { PromptView } from '@/lib/prompts/show-prompt'

const ProposalCallout = dynamic(() =>
  untilLoaded(() => import('./proposal-callout').then(({ ProposalCallout }) => ProposalCallout)),
)
const RejectionNote = dynamic(() =>
  untilLoaded(() => import('./rejection-note').then(({ RejectionNote }) => RejectionNote)),
)

type Props = {
  input: PlaceInput
  prompt: PromptView
  staffId: string
  companyName: string
}

/** Changes waiting for a second person, and the reader's rejected ones. Updates as they come and go. */
export function ProposalList({ input, prompt, staffId, companyName }: Props) {
  const router = useRouter()
  const client = useQueryClient()
  const [pending, setPending] = useState<string>()
  useFollowApprovals()

  function decided(what: string) {
    toast.good(what)
    void client.invalidateQueries({ queryKey: approvalsKey })
    router.refresh()
  }

  async function decide(act: 'approve' | 'withdraw', proposalId: string) {
    setPending(proposalId)
    const proposal = { ...input, proposalId }
    const done = await doneOrSaid<unknown>(
      () => (act === 'approve' ? approveProposalAction(proposal) : closeProposalAction(proposal)),
      {
        couldNot: 'update the proposal',
        isDone: 'it was approved or closed',
      },
    )
    setPending(undefined)
    if (done) decided(act === 'approve' ? 'Change approved and saved' : 'Change withdrawn')
  }

  return (
    <>
      {prompt.rejections.map((rejection) => (
        <RejectionNote key={rejection.id} rejection={rejection} />
      ))}
      {prompt.proposals.map((proposal) => (
        <ProposalCallout
          key={proposal.id}
          {...{ input, proposal, companyName }}
          revision={prompt.revision}
          isOwn={proposal.authorId === staffId}
          mayDecide={prompt.mayPublish}
          isPending={pending === proposal.id}
          approve={() => void decide('approve', proposal.id)}
          withdraw={() => void decide('withdraw', proposal.id)}
          onRejected={() => decided('Change rejected')}
        />
      ))}
    </>
  )
}
