import { environmentFor, forFetch } from '@/app/_server/doors'
import { setupSteps } from '@/lib/companies/setup-steps'

type Context = RouteContext<'/[company]/[app]/[environment]/overview/setup'>

export function GET(request: Request, { params }: Context) {
  return forFetch(request, async (ctx) =>
    setupSteps(ctx, { environmentId: (await environmentFor(ctx, await params)).id }),
  )
}
