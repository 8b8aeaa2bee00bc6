import { environmentFor, forFetch } from '@/app/_server/doors'
import { showDelivery } from '@/lib/deliveries/show-delivery'

type Context = RouteContext<'/[company]/[app]/[environment]/deliveries/[id]/whole'>

export function GET(request: Request, { params }: Context) {
  return forFetch(request, async (ctx) => {
    const { id, ...place } = await params
    const environment = await environmentFor(ctx, place)
    return showDelivery(ctx, { environmentId: environment.id, deliveryId: id })
  })
}
