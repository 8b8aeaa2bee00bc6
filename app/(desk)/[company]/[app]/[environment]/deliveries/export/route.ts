import { environmentFor, forFetch } from '@/app/_server/doors'
import { csvFile } from '@/app/_server/saved-file'
import { exportDeliveries } from '@/lib/deliveries/export-deliveries'
import { filtersOf } from '../filters'
import { loadFilters } from '../search-params'

type Context = RouteContext<'/[company]/[app]/[environment]/deliveries/export'>

/** POST, because it leaves an audit entry. */
export function POST(request: Request, { params }: Context) {
  return forFetch(request, async (ctx) => {
    const at = await params
    const environment = await environmentFor(ctx, at)
    const filters = filtersOf(loadFilters(new URL(request.url).searchParams))
    const exported = await exportDeliveries(ctx, { environmentId: environment.id, filters })
    return csvFile(exported, `deliveries-${at.app}-${at.environment}`)
  })
}
