import 'server-only'
import { forPage } from '@/app/_server/doors'
import { oncePerPage } from '@/app/_server/once-per-page'
import type { EnvironmentPath } from '@/lib/companies/environment-at'
import { countOthersWithCause } from '@/lib/diagnosis/count-others'
import { diagnose } from '@/lib/diagnosis/diagnose'
import { roleMay } from '@/lib/permissions'

type Asked = { at: EnvironmentPath; customerId: string; notificationId?: string }

/** Returns the diagnosis for a page. Runs once per request, even if several parts of the page show it. */
export const diagnosisOf = ({ at, customerId, notificationId }: Asked) => once(at, customerId, notificationId)

const once = oncePerPage(
  async (ctx, { id: environmentId, role }, customer: string, notificationId: string | undefined) => ({
    diagnosis: await diagnose(ctx, { environmentId, customer, notificationId }),
    mayShare: roleMay(role, 'case.share'),
    mayTest: roleMay(role, 'test.send'),
  }),
)

/** Counts other customers with the same cause, based on the route that got furthest. */
export async function othersOf(asked: Asked) {
  const { place, diagnosis } = await diagnosisOf(asked)
  const { verdict, routes } = diagnosis
  const [route] = routes
  return forPage((ctx) =>
    countOthersWithCause(ctx, {
      environmentId: place.id,
      customer: asked.customerId,
      cause: verdict.cause,
      deliveryId: route?.delivery?.id,
      deviceId: route?.device?.id,
    }),
  )
}
