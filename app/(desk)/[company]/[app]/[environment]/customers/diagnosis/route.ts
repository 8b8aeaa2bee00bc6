import { environmentFor, forFetch } from '@/app/_server/doors'
import { readJson } from '@/app/_server/read-json'
import { countOthersWithCause } from '@/lib/diagnosis/count-others'
import { Diagnose, diagnose } from '@/lib/diagnosis/diagnose'

/**
 * Returns a diagnosis and how many others have its cause. POST, although read-only: a user ID may be an email address.
 */
export function POST(request: Request, { params }: RouteContext<'/[company]/[app]/[environment]/customers/diagnosis'>) {
  return forFetch(request, async (ctx) => {
    const { id: environmentId } = await environmentFor(ctx, await params)
    const input = { ...(await readJson(request)), environmentId }
    const diagnosis = await diagnose(ctx, input)
    const { verdict, routes } = diagnosis
    const others = await countOthersWithCause(ctx, {
      environmentId,
      customer: diagnosis.customer?.id ?? Diagnose.parse(input).customer,
      cause: verdict.cause,
      deliveryId: routes[0]?.delivery?.id,
      deviceId: routes[0]?.device?.id,
    })
    return { ...diagnosis, others }
  })
}
