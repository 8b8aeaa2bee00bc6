import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/components/desk/desk-fetch'
import { object, text } from '@/lib/shape'

/** As soon as the log has it; a hidden tab asks nothing. */
const paceMs = 2_000

export const pageHash = (path: string) =>
  queryOptions({
    queryKey: ['page-hash', path],
    queryFn: ({ signal }) => fetchJson(`${path}/hash`, object({ hash: text }), { signal }),
    refetchInterval: paceMs,
    gcTime: 0,
  })
