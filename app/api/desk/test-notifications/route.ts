import { forFetch } from '@/app/_server/doors'
import { readJson } from '@/app/_server/read-json'
import { showDelivery } from '@/lib/deliveries/log/show-delivery'
import { sendTest } from '@/lib/notifications/send-test'

/**
 * Sends one test through APNs, or through the company API if the environment uses it. The Location header leads to its
 * outcome.
 */
export function POST(request: Request) {
  return forFetch(request, async (ctx) => {
    const { deliveries, testsLeft } = await sendTest(ctx, await readJson(request))
    const [sent] = deliveries
    if (!sent) throw new Error('a test has no delivery')
    const delivery = await showDelivery(ctx, { environmentId: sent.environmentId, deliveryId: sent.id })
    return Response.json(
      { delivery, testsLeft },
      { status: 202, headers: { location: `/api/desk/test-notifications/${sent.id}`, 'cache-control': 'no-store' } },
    )
  })
}
