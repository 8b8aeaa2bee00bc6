import type { Db } from '@/db/client'
import {
  makeApp,
  makeAttempt,
  makeCompany,
  makeCustomer,
  makeDelivery,
  makeDevice,
  makeEnvironment,
} from '@/db/factories'
import { workers } from '@/db/schema/queue'
import { diagnose } from '@/lib/diagnosis/diagnose'
import { signedIn } from '@/lib/testing/contexts'

type Given<T extends (db: Db, given: never) => unknown> = Partial<Parameters<T>[1]>

/** Makes a customer in a simulated production environment, with functions to diagnose them. */
export async function customerToDiagnose(db: Db, given: Given<typeof makeEnvironment> = {}) {
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  const environment = await makeEnvironment(db, { appId: app.id, name: 'production', ...given })
  const environmentId = environment.id
  const customer = await makeCustomer(db, { environmentId })
  const support = await signedIn(db, { role: 'support', companyIds: [company.id] })
  const now = new Date()
  await db.insert(workers).values({ version: 'test', host: 'test', startedAt: now, lastSeenAt: now })
  const ask = async (notificationId?: string, asker = support) =>
    diagnose(asker, { environmentId, customer: customer.id, notificationId })
  const device = (more: Given<typeof makeDevice> = {}) =>
    makeDevice(db, { environmentId, customerId: customer.id, ...more })
  const delivery = async (
    deviceId: string,
    more: Given<typeof makeDelivery> = {},
    attempt?: Given<typeof makeAttempt>,
  ) => {
    const row = await makeDelivery(db, { environmentId, customerId: customer.id, deviceId, endedAt: now, ...more })
    if (attempt) await makeAttempt(db, { environmentId, deliveryId: row.id, ...attempt })
    return row
  }
  return { db, company, app, environment, environmentId, customer, support, ask, device, delivery, now }
}

export const verdictStop = (diagnosis: Awaited<ReturnType<typeof diagnose>>) => [
  diagnosis.verdict.status,
  diagnosis.verdict.check,
]
