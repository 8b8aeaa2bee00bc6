import { queryOptions } from '@tanstack/react-query'
import { askJson, deskFetch } from '@/components/desk/desk-fetch'
import { RecentCustomers } from '@/lib/look-up/answer'
import type { listRecentCustomers } from '@/lib/look-up/list-recent-customers'
import { resultOf } from '@/lib/shape'

const Recent = resultOf<typeof listRecentCustomers>()(RecentCustomers)

/** The customers this person viewed last. Shown from the cache at once, and refetched each time the box opens. */
export const recentCustomersQuery = queryOptions({
  queryKey: ['recent customers'],
  staleTime: 0,
  gcTime: Number.POSITIVE_INFINITY,
  retry: false,
  queryFn: ({ signal }) => askJson('/api/desk/recent-customers', Recent, {}, signal),
})

/** A convenience only, so a failure is ignored. */
export const keepRecent = (one: { environmentId: string; customerId: string }) =>
  deskFetch('/api/desk/recent-customers/keep', { method: 'POST', body: JSON.stringify(one) }).catch(() => undefined)
