import 'server-only'
import { cache } from 'react'
import { environmentFor, forPage } from '@/app/_server/doors'
import type { EnvironmentPath } from '@/lib/companies/environment-at'
import { countOthersWithCause } from '@/lib/diagnosis/count-others'
import { diagnose } from '@/lib/diagnosis/diagnose'
import { roleMay } from '@/lib/permissions'

type Asked = { at: EnvironmentPath; customerId: string; notificationId?: string }

/** Returns the diagnosis for a page. Runs once per request, even if several parts of the page show it. */
export const diagnosisOf = ({ at, customerId, notificationId }: Asked) =>
  once(at.company, at.app, at.environment, customerId, notificationId)

const once = cache(
  (company: string, app: string, environment: string, customerId: string, notificationId: string | undefined) =>
    forPage(async (ctx) => {
      const place = await environmentFor(ctx, { company, app, environment })
      const diagnosis = await diagnose(ctx, { environmentId: place.id, customer: customerId, notificationId })
      return {
        place,
        diagnosis,
        mayShare: roleMay(place.role, 'case.share'),
        mayTest: roleMay(place.role, 'test.send'),
      }
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
