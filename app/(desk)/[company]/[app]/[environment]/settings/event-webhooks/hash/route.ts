import { environmentFor, forFetch } from '@/app/_server/doors'
import { hashOfPage } from '@/app/_server/page-hash'
import { listEventWebhooks } from '@/lib/events/webhooks/list-event-webhooks'

type Context = RouteContext<'/[company]/[app]/[environment]/settings/event-webhooks/hash'>

export function GET(request: Request, { params }: Context) {
  return forFetch(request, async (ctx) => {
    const environmentId = (await environmentFor(ctx, await params)).id
    return hashOfPage(await listEventWebhooks(ctx, { environmentId }))
  })
}
