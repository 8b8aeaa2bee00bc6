import { environmentFor, forFetch } from '@/app/_server/doors'
import { deliveryFiltersOf } from '@/app/(desk)/[company]/[app]/[environment]/deliveries/filters'
import { loadFilters } from '@/app/(desk)/[company]/[app]/[environment]/deliveries/search-params'
import { chartDeliveries } from '@/lib/deliveries/log/chart-deliveries'

type Context = RouteContext<'/[company]/[app]/[environment]/deliveries/chart'>

export function GET(request: Request, { params }: Context) {
  return forFetch(request, async (ctx) => {
    const environment = await environmentFor(ctx, await params)
    return chartDeliveries(ctx, {
      environmentId: environment.id,
      filters: deliveryFiltersOf(loadFilters(new URL(request.url).searchParams)),
    })
  })
}
