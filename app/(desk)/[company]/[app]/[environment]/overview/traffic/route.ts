import { environmentFor, forFetch } from '@/app/_server/doors'
import { showTraffic } from '@/lib/health/show-traffic'

type Context = RouteContext<'/[company]/[app]/[environment]/overview/traffic'>

export function GET(request: Request, { params }: Context) {
  return forFetch(request, async (ctx) =>
    showTraffic(ctx, { environmentId: (await environmentFor(ctx, await params)).id }),
  )
}
