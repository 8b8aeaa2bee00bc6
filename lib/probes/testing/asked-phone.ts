import type { Db } from '@/db/client'
import { makeApp, makeCustomer, makeDevice, makeEnvironment } from '@/db/factories'
import type { environments } from '@/db/schema/companies'
import type { devices } from '@/db/schema/customers'
import { askPhone } from '@/lib/probes/ask-phone'
import { signedIn, withKey } from '@/lib/testing/contexts'

/** Makes a phone that was asked, and its app's context. */
export async function askedPhone(
  db: Db,
  given: Partial<typeof devices.$inferInsert> = {},
  environment: Partial<typeof environments.$inferInsert> = {},
) {
  const { bundleId, id: appId } = await makeApp(db)
  const { id: environmentId } = await makeEnvironment(db, { appId, ...environment })
  const customer = await makeCustomer(db, { environmentId })
  const device = await makeDevice(db, { environmentId, customerId: customer.id, ...given })
  const staff = await signedIn(db, { role: 'admin' })
  const { probeId } = await askPhone(staff, { environmentId, deviceId: device.id })
  const app = await withKey(db, { environmentId, kind: 'publishable' })
  return { environmentId, bundleId, customer, device, staff, app, id: probeId, deviceToken: device.address }
}
