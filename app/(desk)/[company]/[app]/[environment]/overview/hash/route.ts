import { environmentFor, forFetch } from '@/app/_server/doors'
import { hashOfOverview } from '@/app/_server/page-hash'
import { environmentHealth } from '@/lib/companies/environment-health'
import { weekOfDeliveries } from '@/lib/companies/week-of-deliveries'

type Context = RouteContext<'/[company]/[app]/[environment]/overview/hash'>

export function GET(request: Request, { params }: Context) {
  return forFetch(request, async (ctx) => {
    const environment = await environmentFor(ctx, await params)
    const environmentId = environment.id
    const [health, week] = await Promise.all([
      environmentHealth(ctx, { environmentId }),
      weekOfDeliveries(ctx, { environmentId }),
    ])
    return hashOfOverview(environment, health, week)
  })
}
