import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '../desk/desk-fetch'
import { ShownDiagnosis } from './shown-diagnosis'

/** Asked for when somebody wants to know, and each time anew: the answer is about this moment. */
export const diagnosisQuery = (input: { environmentPath: string; customer: string }) =>
  queryOptions({
    queryKey: ['diagnosis', input],
    enabled: false,
    retry: false,
    staleTime: 0,
    queryFn: ({ signal }) =>
      fetchJson(`${input.environmentPath}/customers/diagnosis`, ShownDiagnosis, {
        method: 'POST',
        body: JSON.stringify({ customer: input.customer }),
        signal,
      }),
  })
