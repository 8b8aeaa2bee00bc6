import { environmentFor, forFetch } from '@/app/_server/doors'
import { csvFile } from '@/app/_server/saved-file'
import { deliveryFiltersOf } from '@/app/(desk)/[company]/[app]/[environment]/deliveries/filters'
import { loadFilters } from '@/app/(desk)/[company]/[app]/[environment]/deliveries/search-params'
import { exportDeliveries } from '@/lib/deliveries/log/export-deliveries'

type Context = RouteContext<'/[company]/[app]/[environment]/deliveries/export'>

/** POST, because it writes an audit entry. */
export function POST(request: Request, { params }: Context) {
  return forFetch(request, async (ctx) => {
    const at = await params
    const environment = await environmentFor(ctx, at)
    const filters = deliveryFiltersOf(loadFilters(new URL(request.url).searchParams))
    const exported = await exportDeliveries(ctx, { environmentId: environment.id, filters })
    return csvFile(exported, `deliveries-${at.app}-${at.environment}`)
  })
}
