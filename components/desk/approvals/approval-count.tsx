'use client'

import { pluralWord } from '@/lib/format/number'
import { useOwnApprovalCount } from './use-approvals'

/** How many changes wait for one's own decision; nothing where none does. */
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
