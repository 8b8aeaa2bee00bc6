'use client'

import { type QueryClient, queryOptions, skipToken } from '@tanstack/react-query'
import type { LookUpAnswer } from '@/lib/look-up/answer'

type NoMatchAnswer = NonNullable<LookUpAnswer['noMatch']>

/** The ID for the why page, if it mustn't be in the URL. */
export const whyNameQuery = queryOptions<string>({
  queryKey: ['why name'],
  queryFn: skipToken,
  initialData: '',
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
})

export const whyTitle = (name: string) => `Why doesn’t ${name} get notifications?`

/** The URL of the why page. An ID that isn't public is left out; keepWhyName stores it instead. */
export const whyHref = ({ name, isPublic }: NoMatchAnswer, path: string) =>
  isPublic ? `${path}?id=${encodeURIComponent(name)}` : path

export const keepWhyName = (client: QueryClient, { name }: NoMatchAnswer) =>
  client.setQueryData(whyNameQuery.queryKey, name)
