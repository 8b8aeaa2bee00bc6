'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { approve, close } from '@/app/(desk)/prompt/actions'
import { doneOrSaid } from '@/app/(desk)/prompt/done-or-said'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Outside } from '@/components/ui/outside'
import { RelativeTime } from '@/components/ui/relative-time'
import { toast } from '@/components/ui/toast'
import { plural } from '@/lib/format/number'
import type { PlaceInput } from '@/lib/prompts/at-place'
import type { ShownPrompt } from '@/lib/prompts/show-prompt'
import { ChangeList } from './change-list'
import { WarningList } from './warning-list'

type Props = { input: PlaceInput; prompt: ShownPrompt; staffId: string }

/** Changes that wait for a second person. */
export function ProposalList({ input, prompt, staffId }: Props) {
  const router = useRouter()
  const [pending, setPending] = useState<string>()

  async function decide(act: 'approve' | 'close', proposalId: string) {
    setPending(proposalId)
    const proposal = { ...input, proposalId }
    const done = await doneOrSaid<unknown>(act === 'approve' ? approve(proposal) : close(proposal), {
      couldNot: 'update the proposal',
      isDone: 'it was approved or closed',
    })
    setPending(undefined)
    if (!done) return
    toast.good(act === 'approve' ? 'Change approved and saved' : 'Proposal closed')
    router.refresh()
  }

  return prompt.proposals.map(({ id, authorId, authorName, comment, createdAt, isReadable, changes, warnings }) => {
    const isOwn = authorId === staffId
    return (
      <Callout
        key={id}
        title={isOwn ? 'Your change is waiting for approval' : `${authorName} asks for your approval`}
        action={
          prompt.mayPublish && (
            <>
              <Button size="small" onClick={() => void decide('close', id)} isPending={pending === id}>
                {isOwn ? 'Withdraw' : 'Reject'}
              </Button>
              {!isOwn && isReadable && (
                <Button
                  size="small"
                  variant="primary"
                  onClick={() => void decide('approve', id)}
                  isPending={pending === id}
                >
                  Approve and save
                </Button>
              )}
            </>
          )
        }
      >
        <p className="mb-2">
          <RelativeTime isSentence at={createdAt} />
          {comment && (
            <>
              {' '}
              · “<Outside>{comment}</Outside>”
            </>
          )}
        </p>
        {isReadable ? (
          <details open={!isOwn}>
            <summary className="w-fit rounded-sm">{plural(changes.length, 'change')}</summary>
            <div className="flex flex-col gap-3 pt-2">
              <ChangeList changes={changes} />
              <WarningList warnings={warnings} />
            </div>
          </details>
        ) : (
          <p>A newer version of Pushdesk saved this change. Update this server to review it.</p>
        )}
      </Callout>
    )
  })
}
