'use client'

import { Clock } from 'lucide-react'
import { useApprovals } from './use-approvals'

type Props = { appId: string; environmentName: 'production' | 'sandbox' }

/** Marks an app whose own prompt has a change waiting for a second person. */
export function WaitingMark({ appId, environmentName }: Props) {
  const waiting = useApprovals().filter((one) => one.appId === appId && one.environmentName === environmentName)
  const [first] = waiting
  if (!first) return null
  return (
    <span className="flex items-start gap-1.5 text-sm text-status-waiting">
      <Clock aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span className="whitespace-normal">
        {first.approvers ? `Change waits for ${first.approvers}` : 'Change waits; no one else can approve it'}
        {waiting.length > 1 && ` and ${waiting.length - 1} more`}
      </span>
    </span>
  )
}
