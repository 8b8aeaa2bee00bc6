import { environmentFor, forFetch } from '@/app/_server/doors'
import { hashOfCustomer } from '@/app/_server/page-hash'
import { listCustomerNotifications } from '@/lib/customers/list-customer-notifications'
import { showCustomer } from '@/lib/customers/show-customer'
import { diagnose } from '@/lib/diagnosis/diagnose'

type Context = RouteContext<'/[company]/[app]/[environment]/customers/[id]/hash'>

export function GET(request: Request, { params }: Context) {
  return forFetch(request, async (ctx) => {
    const { id: customerId, ...at } = await params
    const environmentId = (await environmentFor(ctx, at)).id
    const [customer, notifications, diagnosis] = await Promise.all([
      showCustomer(ctx, { environmentId, customerId }),
      listCustomerNotifications(ctx, { environmentId, customerId, after: null }),
      diagnose(ctx, { environmentId, customer: customerId }),
    ])
    return hashOfCustomer(customer, notifications, diagnosis)
  })
}
