import { queryOptions } from '@tanstack/react-query'
import { askJson, deskFetch } from '@/components/desk/desk-fetch'
import { RecentCustomers } from '@/lib/look-up/answer'
import type { listRecentCustomers } from '@/lib/look-up/list-recent-customers'
import { resultOf } from '@/lib/shape'

const Recent = resultOf<typeof listRecentCustomers>()(RecentCustomers)

/** Whom this person looked at last. Shown at once as it was, and asked for again each time the box is opened. */
export const recentCustomersQuery = queryOptions({
  queryKey: ['recent customers'],
  staleTime: 0,
  gcTime: Number.POSITIVE_INFINITY,
  retry: false,
  queryFn: ({ signal }) => askJson('/api/desk/recent-customers', Recent, {}, signal),
})

/** Only a convenience: where it can't be kept, no one has to know. */
export const keepRecent = (one: { environmentId: string; customerId: string }) =>
  deskFetch('/api/desk/recent-customers/keep', { method: 'POST', body: JSON.stringify(one) }).catch(() => undefined)
