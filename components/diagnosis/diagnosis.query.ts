import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { Diagnosis } from '@/lib/diagnosis/schema'

const Problem = z.object({ title: z.string() })

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
      if (!answer.ok) throw new Error(Problem.parse(body).title)
      return Diagnosis.parse(body)
    },
  })
