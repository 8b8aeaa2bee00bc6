import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/components/desk/desk-fetch'
import { paced } from '@/components/desk/paced'
import type { chartDeliveries } from '@/lib/deliveries/log/chart-deliveries'
import type { countDeliveries } from '@/lib/deliveries/log/count-deliveries'
import type { listDeliveries } from '@/lib/deliveries/log/list-deliveries'
import { flag, instant, listOf, number, object, orNull, recordOf, resultOf, type Shaped, text } from '@/lib/shape'
import { deliveryShape } from './delivery-shape'
import { type FilterParams, writeFilters } from './search-params'

const DeliveryLogRow = object({ ...deliveryShape, title: orNull(text), body: orNull(text) })
export type DeliveryLogRow = Shaped<typeof DeliveryLogRow>

const DeliveryPage = resultOf<typeof listDeliveries>()(
  object({ deliveries: listOf(DeliveryLogRow), next: orNull(text) }),
)
export type DeliveryPage = Shaped<typeof DeliveryPage>

const facet = listOf(object({ value: text, count: number, isCapped: flag }))
const FacetCounts = resultOf<typeof countDeliveries>()(
  object({
    states: facet,
    reasons: facet,
    types: facet,
    transports: facet,
    isSimulated: facet,
    isUncertain: facet,
  }),
)
export type FacetCounts = Shaped<typeof FacetCounts>

const Chart = resultOf<typeof chartDeliveries>()(
  object({
    from: instant,
    until: instant,
    bars: listOf(object({ from: instant, until: instant, total: number, isCapped: flag, states: recordOf(number) })),
  }),
)
export type Chart = Shaped<typeof Chart>

type Log = { base: string; filters: FilterParams }

/** Shows new rows within two seconds. A hidden tab doesn't poll. */
const tailMs = 1_500
const countMs = 10_000

export const pagesKey = ({ base, filters }: Log) => ['deliveries', base, 'pages', writeFilters(filters)] as const

/** The loaded pages, newest first. They aren't refetched; the tail brings changes. */
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

/** Polls the newest page while the log is live. */
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
    placeholderData: keepPreviousData,
    ...paced(isLive && countMs, (signal) =>
      fetchJson(`${log.base}/facets${writeFilters(log.filters)}`, FacetCounts, { signal }),
    ),
  })

export const deliveryChart = (log: Log, isLive: boolean) =>
  queryOptions({
    queryKey: ['deliveries', log.base, 'chart', writeFilters(log.filters)],
    placeholderData: keepPreviousData,
    ...paced(isLive && countMs, (signal) =>
      fetchJson(`${log.base}/chart${writeFilters(log.filters)}`, Chart, { signal }),
    ),
  })

function fetchRows({ base, filters }: Log, after: string | null, signal: AbortSignal) {
  const url = new URL(`${base}/rows${writeFilters(filters)}`, location.origin)
  if (after) url.searchParams.set('after', after)
  return fetchJson(url.href, DeliveryPage, { signal })
}
