'use client'

import type { Route } from 'next'
import { ButtonLink } from '@/components/ui/button-link'
import { Callout } from '@/components/ui/callout'
import { EnvironmentBadge } from '@/components/ui/environment-badge'
import { Outside } from '@/components/ui/text/outside'
import { TextLink } from '@/components/ui/text/text-link'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { plural } from '@/lib/format/number'
import type { Approval } from './approvals.query'
import { useApprovals, useFollowApprovals } from './use-approvals'

const shownMax = 5

/** Lists changes waiting for the reader's decision first, then those waiting for others. */
export function WaitingApprovals() {
  useFollowApprovals()
  const all = useApprovals().toSorted((a, b) => Number(b.mayDecide) - Number(a.mayDecide))
  if (all.length === 0) return null
  const own = all.filter(({ mayDecide }) => mayDecide).length
  return (
    <Callout
      title={
        own > 0
          ? `${plural(own, 'prompt change')} ${own === 1 ? 'waits' : 'wait'} for your approval`
          : `${plural(all.length, 'prompt change')} ${all.length === 1 ? 'waits' : 'wait'} for approval`
      }
    >
      <ul aria-label="Waiting for approval" className="flex flex-col gap-2 pt-1">
        {all.slice(0, shownMax).map((approval) => (
          <Item key={approval.id} approval={approval} />
        ))}
      </ul>
      {all.length > shownMax && (
        <details className="pt-2">
          <summary className="w-fit rounded-sm">{all.length - shownMax} more</summary>
          <ul aria-label="More waiting for approval" className="flex flex-col gap-2 pt-2">
            {all.slice(shownMax).map((approval) => (
              <Item key={approval.id} approval={approval} />
            ))}
          </ul>
        </details>
      )}
    </Callout>
  )
}

function Item({ approval }: { approval: Approval }) {
  const {
    appName,
    companyId,
    companyName,
    environmentName,
    authorName,
    comment,
    createdAt,
    path,
    isOwn,
    mayDecide,
    approvers,
  } = approval
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
      <div className="flex min-w-0 flex-1 basis-64 flex-col">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <TextLink variant="row" href={path as Route}>
            <Outside>{appName ?? companyName}</Outside>
          </TextLink>
          <EnvironmentBadge name={environmentName} />
          <span className="text-faint text-sm">
            {appName ? <Outside>{companyName}</Outside> : companyId ? 'whole company' : 'all companies'}
          </span>
        </span>
        <span>
          {isOwn ? 'You' : <Outside>{authorName}</Outside>} proposed it <RelativeTime isSentence at={createdAt} />
          {comment && (
            <>
              : “<Outside>{comment}</Outside>”
            </>
          )}
        </span>
        <span>{waitsFor({ approvers, companyName: companyId ? companyName : null })}</span>
      </div>
      {mayDecide && <ButtonLink href={path as Route}>Review</ButtonLink>}
    </li>
  )
}

export function waitsFor({ approvers, companyName }: { approvers: string | null; companyName: string | null }) {
  if (approvers) return `Waiting for ${approvers}.`
  if (!companyName) return 'No one else can approve it now. Invite another admin.'
  return `No one else can approve it now. An admin can invite an integration manager for ${companyName}.`
}
