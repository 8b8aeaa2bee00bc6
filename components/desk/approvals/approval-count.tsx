'use client'

import { pluralWord } from '@/lib/format/number'
import { useOwnApprovalCount } from './use-approvals'

/** Counts the changes waiting for the reader's decision. Renders nothing if there are none. */
export function ApprovalCount() {
  const count = useOwnApprovalCount()
  if (count === 0) return null
  return (
    <>
      <span
        aria-hidden
        className="ml-auto rounded-full bg-accent px-1.5 font-medium text-on-accent text-xs tabular-nums leading-5"
      >
        {count}
      </span>
      <span className="sr-only">
        , {count} {pluralWord(count, 'change waits', 'changes wait')} for your approval
      </span>
    </>
  )
}
