import { environmentFor, forFetch } from '@/app/_server/doors'
import { exportDeliveries } from '@/lib/deliveries/export-deliveries'
import { filtersOf } from '../filters'
import { loadFilters } from '../search-params'

type Context = RouteContext<'/[company]/[app]/[environment]/deliveries/export'>

/** POST, because it leaves an audit entry. */
export function POST(request: Request, { params }: Context) {
  return forFetch(request, async (ctx) => {
    const environment = await environmentFor(ctx, await params)
    const filters = filtersOf(loadFilters(new URL(request.url).searchParams))
    const { csv } = await exportDeliveries(ctx, { environmentId: environment.id, filters })
    return new Response(csv, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="deliveries.csv"',
        'cache-control': 'no-store',
      },
    })
  })
}
