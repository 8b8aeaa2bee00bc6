import { environmentFor, forFetch } from '@/app/_server/doors'
import { chartDeliveries } from '@/lib/deliveries/chart-deliveries'
import { filtersOf } from '../filters'
import { loadFilters } from '../search-params'

type Context = RouteContext<'/[company]/[app]/[environment]/deliveries/chart'>

export function GET(request: Request, { params }: Context) {
  return forFetch(request, async (ctx) => {
    const environment = await environmentFor(ctx, await params)
    return chartDeliveries(ctx, {
      environmentId: environment.id,
      filters: filtersOf(loadFilters(new URL(request.url).searchParams)),
    })
  })
}
