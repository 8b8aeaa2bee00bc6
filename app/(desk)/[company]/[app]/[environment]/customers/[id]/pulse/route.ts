import { environmentFor, forFetch } from '@/app/_server/doors'
import { pulseOf } from '@/app/_server/pulse'
import { listCustomerNotifications } from '@/lib/customers/list-customer-notifications'
import { showCustomer } from '@/lib/customers/show-customer'

type Context = RouteContext<'/[company]/[app]/[environment]/customers/[id]/pulse'>

export function GET(request: Request, { params }: Context) {
  return forFetch(request, async (ctx) => {
    const { id: customerId, ...at } = await params
    const environmentId = (await environmentFor(ctx, at)).id
    return pulseOf(
      await Promise.all([
        showCustomer(ctx, { environmentId, customerId }),
        listCustomerNotifications(ctx, { environmentId, customerId, after: null }),
      ]),
    )
  })
}
