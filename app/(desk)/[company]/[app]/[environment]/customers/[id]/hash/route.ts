import { environmentFor, forFetch } from '@/app/_server/doors'
import { hashOfPage } from '@/app/_server/page-hash'
import type { StaffContext } from '@/lib/context'
import { listCustomerNotifications } from '@/lib/customers/list-customer-notifications'
import { showCustomer } from '@/lib/customers/show-customer'
import { diagnose } from '@/lib/diagnosis/diagnose'

type Context = RouteContext<'/[company]/[app]/[environment]/customers/[id]/hash'>

export function GET(request: Request, { params }: Context) {
  return forFetch(request, async (ctx) => {
    const { id: customerId, ...at } = await params
    const environmentId = (await environmentFor(ctx, at)).id
    return hashOfPage(
      await Promise.all([
        showCustomer(ctx, { environmentId, customerId }),
        listCustomerNotifications(ctx, { environmentId, customerId, after: null }),
        verdictsNow(ctx, { environmentId, customerId }),
      ]),
    )
  })
}

/**
 * The cause and times of each device's verdict. Omits its sentence, which may count seconds and so change every time.
 */
async function verdictsNow(
  ctx: StaffContext,
  { environmentId, customerId }: { environmentId: string; customerId: string },
) {
  const { routes } = await diagnose(ctx, { environmentId, customer: customerId })
  return routes.map(({ verdict: { cause, check, facts } }) => ({ cause, check, at: facts.map(({ at }) => at) }))
}
