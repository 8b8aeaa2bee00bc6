import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { LookUpAnswer } from '@/lib/look-up/answer'
import { object, read, text } from '@/lib/shape'

const Problem = object({ title: text })
/** Long enough that walking up and down a search does not ask again, short enough to be true. */
const staleMs = 10_000

/** POST, so that a pasted token is in no URL; the key stays in this page's memory. */
export const lookUpQuery = (input: { text: string; environmentId?: string }) =>
  queryOptions({
    queryKey: ['look-up', input],
    enabled: input.text.trim().length > 0,
    staleTime: staleMs,
    gcTime: staleMs,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const answer = await fetch('/api/desk/look-up', { method: 'POST', body: JSON.stringify(input), signal })
      const body: unknown = await answer.json()
      if (!answer.ok) throw new Error(read(Problem, body).title)
      return read(LookUpAnswer, body)
    },
  })
