import { environmentFor, forFetch } from '@/app/_server/doors'
import { listSimulatorLog } from '@/lib/simulator/list-simulator-log'

type Context = RouteContext<'/[company]/[app]/[environment]/simulator/log'>

export function GET(request: Request, { params }: Context) {
  return forFetch(request, async (ctx) => {
    const { id: environmentId } = await environmentFor(ctx, await params)
    return listSimulatorLog(ctx, { environmentId })
  })
}
