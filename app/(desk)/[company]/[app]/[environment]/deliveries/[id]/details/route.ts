import { environmentFor, forFetch } from '@/app/_server/doors'
import { showDelivery } from '@/lib/deliveries/log/show-delivery'

type Context = RouteContext<'/[company]/[app]/[environment]/deliveries/[id]/details'>

export function GET(request: Request, { params }: Context) {
  return forFetch(request, async (ctx) => {
    const { id, ...place } = await params
    const environment = await environmentFor(ctx, place)
    return showDelivery(ctx, { environmentId: environment.id, deliveryId: id })
  })
}
