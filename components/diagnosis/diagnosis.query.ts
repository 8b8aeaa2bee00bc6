import { queryOptions, skipToken } from '@tanstack/react-query'
import { fetchJson } from '@/components/desk/desk-fetch'
import { DiagnosisView } from './diagnosis-view'

/** Refetched each time, because the result is about this moment. */
export const diagnosisQuery = ({
  isAsked,
  ...input
}: {
  environmentPath: string
  customer: string
  isAsked: boolean
}) =>
  queryOptions({
    queryKey: ['diagnosis', input],
    enabled: isAsked,
    retry: false,
    staleTime: 0,
    queryFn: ({ signal }) =>
      fetchJson(`${input.environmentPath}/customers/diagnosis`, DiagnosisView, {
        method: 'POST',
        body: JSON.stringify({ customer: input.customer }),
        signal,
      }),
  })

/** Whether the question was asked. Survives when a search replaces the result, but no longer. */
export const isAskedQuery = (environmentPath: string) =>
  queryOptions<boolean>({
    queryKey: ['diagnosis asked', environmentPath],
    queryFn: skipToken,
    initialData: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
