import { environmentFor, forFetch } from '@/app/_server/doors'
import { listFaults } from '@/lib/simulator/list-faults'

type Context = RouteContext<'/[company]/[app]/[environment]/simulator/hits'>

export function GET(request: Request, { params }: Context) {
  return forFetch(request, async (ctx) => {
    const { id: environmentId } = await environmentFor(ctx, await params)
    const faults = await listFaults(ctx, { environmentId })
    return Object.fromEntries(faults.map(({ id, hitCount }) => [id, hitCount]))
  })
}
