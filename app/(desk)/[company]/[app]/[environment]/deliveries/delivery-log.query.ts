import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { deliveryStates, notificationTypes, transports } from '@/lib/deliveries/words'
import { fetchJson } from './fetch-json'
import { type FilterParams, writeFilters } from './search-params'

const when = z.coerce.date()

export const DeliveryRow = z.object({
  id: z.string(),
  notificationId: z.string(),
  type: z.enum(notificationTypes),
  title: z.string().nullable(),
  body: z.string().nullable(),
  customerId: z.string().nullable(),
  customerName: z.string().nullable(),
  deviceId: z.string().nullable(),
  deviceKind: z.enum(['device_token', 'uuid']),
  maskedAddress: z.string(),
  transport: z.enum(transports),
  isSimulated: z.boolean(),
  isUncertain: z.boolean(),
  state: z.enum(deliveryStates),
  reason: z.string().nullable(),
  attemptCount: z.number(),
  receivedAt: when.nullable(),
  openedAt: when.nullable(),
  createdAt: when,
})
export type DeliveryRow = z.output<typeof DeliveryRow>

export const DeliveryPage = z.object({ deliveries: z.array(DeliveryRow), next: z.string().nullable() })
export type DeliveryPage = z.output<typeof DeliveryPage>

const facet = z.array(z.object({ value: z.string(), count: z.number(), isCapped: z.boolean() }))
const Facets = z.object({
  states: facet,
  reasons: facet,
  types: facet,
  transports: facet,
  isSimulated: facet,
  isUncertain: facet,
})
export type Facets = z.output<typeof Facets>

const Chart = z.object({
  from: when,
  until: when,
  bars: z.array(
    z.object({
      from: when,
      until: when,
      total: z.number(),
      isCapped: z.boolean(),
      states: z.partialRecord(z.enum(deliveryStates), z.number()),
    }),
  ),
})
export type Chart = z.output<typeof Chart>

type Log = { base: string; filters: FilterParams }

/** New rows show within two seconds; a hidden tab asks nothing. */
const tailMs = 1_500
const countMs = 10_000

export const pagesKey = ({ base, filters }: Log) => ['deliveries', base, 'pages', writeFilters(filters)] as const

/** The pages a person has turned, newest first. They stay as they were loaded; the tail brings what changes. */
export const deliveryPages = (log: Log) =>
  infiniteQueryOptions({
    queryKey: pagesKey(log),
    queryFn: ({ pageParam, signal }) => fetchRows(log, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    placeholderData: keepPreviousData,
  })

/** The newest page again and again, while the log is live. */
export const deliveryTail = (log: Log, isLive: boolean) =>
  queryOptions({
    queryKey: ['deliveries', log.base, 'tail', writeFilters(log.filters)],
    queryFn: ({ signal }) => fetchRows(log, null, signal),
    enabled: isLive,
    refetchInterval: isLive && tailMs,
  })

export const deliveryFacets = (log: Log, isLive: boolean) =>
  queryOptions({
    queryKey: ['deliveries', log.base, 'facets', writeFilters(log.filters)],
    queryFn: ({ signal }) => fetchJson(`${log.base}/facets${writeFilters(log.filters)}`, Facets, signal),
    placeholderData: keepPreviousData,
    refetchInterval: isLive && countMs,
  })

export const deliveryChart = (log: Log, isLive: boolean) =>
  queryOptions({
    queryKey: ['deliveries', log.base, 'chart', writeFilters(log.filters)],
    queryFn: ({ signal }) => fetchJson(`${log.base}/chart${writeFilters(log.filters)}`, Chart, signal),
    placeholderData: keepPreviousData,
    refetchInterval: isLive && countMs,
  })

function fetchRows({ base, filters }: Log, after: string | null, signal: AbortSignal) {
  const url = new URL(`${base}/rows${writeFilters(filters)}`, location.origin)
  if (after) url.searchParams.set('after', after)
  return fetchJson(url.href, DeliveryPage, signal)
}
