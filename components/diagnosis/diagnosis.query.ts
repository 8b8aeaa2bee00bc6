import { queryOptions } from '@tanstack/react-query'
import { object, read, text } from '@/lib/shape'
import { ShownDiagnosis } from './shown-diagnosis'

const Problem = object({ title: text })

/** Asked for when somebody wants to know, and each time anew: the answer is about this moment. */
export const diagnosisQuery = (input: { environmentPath: string; customer: string }) =>
  queryOptions({
    queryKey: ['diagnosis', input],
    enabled: false,
    retry: false,
    staleTime: 0,
    queryFn: async ({ signal }) => {
      const answer = await fetch(`${input.environmentPath}/customers/diagnosis`, {
        method: 'POST',
        body: JSON.stringify({ customer: input.customer }),
        signal,
      })
      const body: unknown = await answer.json()
      if (!answer.ok) throw new Error(read(Problem, body).title)
      return read(ShownDiagnosis, body)
    },
  })
