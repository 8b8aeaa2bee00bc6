import { environmentFor, forFetch } from '@/app/_server/doors'
import { deliveryFiltersOf } from '@/app/(desk)/[company]/[app]/[environment]/deliveries/filters'
import { loadFilters } from '@/app/(desk)/[company]/[app]/[environment]/deliveries/search-params'
import { listDeliveries } from '@/lib/deliveries/log/list-deliveries'

type Context = RouteContext<'/[company]/[app]/[environment]/deliveries/rows'>

export function GET(request: Request, { params }: Context) {
  return forFetch(request, async (ctx) => {
    const environment = await environmentFor(ctx, await params)
    const search = new URL(request.url).searchParams
    return listDeliveries(ctx, {
      environmentId: environment.id,
      filters: deliveryFiltersOf(loadFilters(search)),
      after: search.get('after'),
    })
  })
}
