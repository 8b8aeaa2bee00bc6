'use client'

import { type QueryClient, queryOptions, skipToken } from '@tanstack/react-query'
import type { LookUpAnswer } from '@/lib/look-up/answer'

type NoMatchAnswer = NonNullable<LookUpAnswer['noMatch']>

/** The id that the page of why is about, where it must not stand in the page's address. */
export const whyNameQuery = queryOptions<string>({
  queryKey: ['why name'],
  queryFn: skipToken,
  initialData: '',
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
})

export const whyTitle = (name: string) => `Why doesn’t ${name} get notifications?`

/** Where it is answered, and what has to be kept for it on the way there. */
export const whyHref = ({ name, isPublic }: NoMatchAnswer, path: string) =>
  isPublic ? `${path}?id=${encodeURIComponent(name)}` : path

export const keepWhyName = (client: QueryClient, { name }: NoMatchAnswer) =>
  client.setQueryData(whyNameQuery.queryKey, name)
