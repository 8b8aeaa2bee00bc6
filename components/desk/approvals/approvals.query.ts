import { queryOptions } from '@tanstack/react-query'
import { pollJson } from '@/components/desk/desk-fetch'
import type { listApprovals } from '@/lib/prompts/approvals/list-approvals'
import { flag, instant, listOf, object, oneOf, orNull, resultOf, type Shaped, text } from '@/lib/shape'

const Approvals = resultOf<typeof listApprovals>()(
  listOf(
    object({
      id: text,
      environmentName: oneOf(['production', 'sandbox']),
      companyId: orNull(text),
      companyName: text,
      appId: orNull(text),
      appName: orNull(text),
      authorName: text,
      comment: orNull(text),
      createdAt: instant,
      path: text,
      isOwn: flag,
      mayDecide: flag,
      approvers: orNull(text),
    }),
  ),
)
export type Approval = Shaped<typeof Approvals>[number]

export const approvalsKey = ['approvals'] as const

/** A hidden tab doesn't poll. */
const paceMs = 5_000

export const approvalsQuery = queryOptions({
  queryKey: approvalsKey,
  queryFn: ({ signal }) => pollJson('/api/desk/approvals', Approvals, signal),
  refetchInterval: paceMs,
})
