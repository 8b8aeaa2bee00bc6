import { environmentFor, forFetch } from '@/app/_server/doors'
import { hashOfPage } from '@/app/_server/page-hash'
import { environmentHealth } from '@/lib/companies/environment-health'
import { weekOfDeliveries } from '@/lib/companies/week-of-deliveries'

type Context = RouteContext<'/[company]/[app]/[environment]/overview/hash'>

export function GET(request: Request, { params }: Context) {
  return forFetch(request, async (ctx) => {
    const environment = await environmentFor(ctx, await params)
    const environmentId = environment.id
    const [{ workers, ...health }, week] = await Promise.all([
      environmentHealth(ctx, { environmentId }),
      weekOfDeliveries(ctx, { environmentId }),
    ])
    // The last-seen time of a running worker changes on every request, so leave it out of the hash.
    const lastSeenAt = workers.running > 0 ? null : workers.lastSeenAt
    return hashOfPage([environment, health, { ...workers, lastSeenAt }, week])
  })
}
