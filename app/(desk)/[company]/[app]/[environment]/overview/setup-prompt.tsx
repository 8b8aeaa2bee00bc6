'use client'

import type { Route } from 'next'
import { type ReactNode, useState } from 'react'
import {
  promptReview,
  type Review,
  savedPrompt,
} from '@/app/(desk)/[company]/[app]/[environment]/prompt/review/review.query'
import type { ReviewedChange } from '@/app/(desk)/[company]/[app]/[environment]/prompt/review/review-sheet'
import { waitsFor } from '@/components/desk/approvals/waiting-approvals'
import { failureWords } from '@/components/desk/desk-fetch'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { onDemand } from '@/components/ui/on-demand'
import { toast } from '@/components/ui/overlays/toast'
import { Outside } from '@/components/ui/text/outside'
import { TextLink } from '@/components/ui/text/text-link'
import { askManager, type StepProps } from './setup-acts'

const ReviewSheet = onDemand(() =>
  import('@/app/(desk)/[company]/[app]/[environment]/prompt/review/review-sheet').then((loaded) => loaded.ReviewSheet),
)

/** Turns on the prompt with the same review, confirmation, and approval as the prompt page. */
export function PromptStep({ steps, ...place }: StepProps) {
  const { promptProposal, promptStoppedBy, isPromptSwitchedOn } = steps
  const page = (level = '') => `${place.path}/prompt${level}` as Route
  if (promptProposal) return <Proposed proposal={promptProposal} {...place} />
  if (promptStoppedBy)
    return (
      <p className="text-quiet">
        The {promptStoppedBy} forces the prompt off, so it can’t be turned on for this app alone.{' '}
        <TextLink href={page(`?level=${promptStoppedBy}`)}>Show the {promptStoppedBy}’s prompt</TextLink>
      </p>
    )
  if (isPromptSwitchedOn)
    return (
      <p className="text-quiet">
        The prompt is on, but its rules, rollout, or schedule ask no one now.{' '}
        <TextLink href={page()}>Show the prompt</TextLink>
      </p>
    )
  return (
    <>
      <p className="text-quiet">
        While the prompt is off, no customer is asked to allow notifications. Turn it on once the app can show it. You
        see who is affected before anything is saved.
      </p>
      {place.mayChange ? <TurnOn {...place} /> : <p className="text-quiet">{askManager}</p>}
    </>
  )
}

type Place = Omit<StepProps, 'steps'>
type Opened = { review: Review; change: ReviewedChange }

function TurnOn({ path, appId, environmentName, pause }: Place) {
  const [opened, setOpened] = useState<Opened>()
  const [isPending, setPending] = useState(false)
  const input = { appId, environmentName }

  async function open() {
    setPending(true)
    try {
      const { revision, own, inherited } = await savedPrompt(input)
      const content = { ...(own ?? inherited.content), isOn: true, stopsBelow: false }
      const review = await promptReview({ ...input, baseRevision: revision, content })
      pause(true)
      setOpened({ review, change: { origin: { kind: 'save' }, baseRevision: revision, content } })
    } catch (error) {
      toast.failure('Couldn’t open the review', { description: failureWords(error) })
    } finally {
      setPending(false)
    }
  }

  function close() {
    setOpened(undefined)
    pause(false)
  }

  return (
    <div className="flex flex-wrap gap-2">
      <Button variant="primary" isPending={isPending} onClick={() => void open()}>
        Turn on the prompt…
      </Button>
      <ButtonLink variant="ghost" href={`${path}/prompt` as Route}>
        Choose who is asked
      </ButtonLink>
      {opened && <ReviewSheet input={input} {...opened} onOutdated={() => void open()} onClose={close} />}
    </div>
  )
}

type Proposal = NonNullable<StepProps['steps']['promptProposal']>

function Proposed({ proposal, path, companyName }: Place & { proposal: Proposal }): ReactNode {
  const { authorName, isOwn, approvers, mayApprove } = proposal
  return (
    <>
      <p role="status">
        {isOwn ? 'You' : <Outside>{authorName}</Outside>} proposed a change to the prompt.{' '}
        {waitsFor({ approvers, companyName })}
      </p>
      <div>
        <ButtonLink variant={mayApprove ? 'primary' : 'secondary'} href={`${path}/prompt` as Route}>
          {mayApprove ? 'Review the change' : 'Show the change'}
        </ButtonLink>
      </div>
    </>
  )
}
