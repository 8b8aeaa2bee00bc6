import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/components/desk/desk-fetch'
import { object, text } from '@/lib/shape'

/** `log` follows as quickly as the delivery log. Slow counts are polled less often. A hidden tab doesn't poll. */
const paces = { log: 2_000, numbers: 10_000 }
export type FollowPace = keyof typeof paces
export type PageHash = { hash: string }

export const pageHash = (path: string, pace: FollowPace) =>
  queryOptions({
    queryKey: ['page-hash', path],
    queryFn: ({ signal }) => fetchJson(`${path}/hash`, object({ hash: text }), { signal }),
    refetchInterval: paces[pace],
    gcTime: 0,
  })
