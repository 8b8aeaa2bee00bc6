import { environmentFor, forFetch } from '@/app/_server/doors'
import { listDeliveries } from '@/lib/deliveries/list-deliveries'
import { filtersOf } from '../filters'
import { loadFilters } from '../search-params'

type Context = RouteContext<'/[company]/[app]/[environment]/deliveries/rows'>

export function GET(request: Request, { params }: Context) {
  return forFetch(request, async (ctx) => {
    const environment = await environmentFor(ctx, await params)
    const search = new URL(request.url).searchParams
    return listDeliveries(ctx, {
      environmentId: environment.id,
      filters: filtersOf(loadFilters(search)),
      after: search.get('after'),
    })
  })
}
