import { environmentFor, forFetch } from '@/app/_server/doors'
import { previewRecovery } from '@/lib/deliveries/recover-failed'

type Context = RouteContext<'/[company]/[app]/[environment]/deliveries/recovery'>

export function GET(request: Request, { params }: Context) {
  return forFetch(request, async (ctx) => {
    const { id: environmentId } = await environmentFor(ctx, await params)
    const since = new URL(request.url).searchParams.get('since') ?? ''
    return previewRecovery(ctx, { environmentId, since })
  })
}
