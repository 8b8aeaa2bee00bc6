import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/components/desk/desk-fetch'
import type { previewRecovery } from '@/lib/deliveries/recover-failed'
import { listOf, number, object, orNull, resultOf, type Shaped, text } from '@/lib/shape'

const Recovery = resultOf<typeof previewRecovery>()(
  object({
    failed: number,
    recoverable: number,
    atOnceMax: number,
    byReason: listOf(object({ reason: orNull(text), failed: number, recoverable: number })),
  }),
)
export type Recovery = Shaped<typeof Recovery>

/** Counts failed deliveries since then, and how many can be resent. Refetched each time it's shown. */
export const recoverySince = (base: string, since: Date) =>
  queryOptions({
    queryKey: ['recovery', base, since.toISOString()],
    queryFn: ({ signal }) => fetchJson(`${base}/recovery?since=${since.toISOString()}`, Recovery, { signal }),
    staleTime: 0,
    gcTime: 0,
  })
