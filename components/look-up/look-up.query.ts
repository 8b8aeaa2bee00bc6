import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/components/desk/desk-fetch'
import { LookUpAnswer } from '@/lib/look-up/answer'

/** Long enough that moving through results doesn't refetch them, short enough to stay accurate. */
const staleMs = 10_000
/** The most text the server reads. */
const textMax = 20_000

/** POST, so that a pasted token isn't in a URL. The query key stays in this page's memory. */
export const lookUpQuery = (input: { text: string; environmentId?: string; from?: string }) =>
  queryOptions({
    queryKey: ['look-up', input],
    enabled: input.text.trim().length > 0,
    staleTime: staleMs,
    gcTime: staleMs,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      fetchJson('/api/desk/look-up', LookUpAnswer, {
        method: 'POST',
        body: JSON.stringify({ ...input, text: input.text.slice(0, textMax) }),
        signal,
      }),
  })
