import type { Db } from '@/db/client'
import { makeCustomer, makeDevice, makeEnvironment, unique } from '@/db/factories'
import { findDeliveryRow } from '@/db/queries/deliveries/notifications'
import { allowCompanyApiHost } from '@/lib/company-api/allowed-hosts'
import { makeEndpoint } from '@/lib/company-api/testing/endpoint'
import { type CompanyAct, type CompanyRule, scriptedCompany } from '@/lib/company-api/testing/scripted-company'
import { acceptMessage } from '@/lib/notifications/accept-message'
import { withKey } from '@/lib/testing/contexts'
import { liveMessage } from './live-message'
import { until } from './until'

export type CompanyCustomer = Awaited<ReturnType<typeof companyCustomer>>

/** Makes a customer whose device is reached through a company API with scripted responses. */
export async function companyCustomer(db: Db, ...acts: (CompanyAct | CompanyRule)[]) {
  const company = await scriptedCompany(...acts)
  allowCompanyApiHost(company.host)
  const { id: environmentId } = await makeEnvironment(db)
  await makeEndpoint(db, { environmentId, url: company.url })
  const sk = await withKey(db, { environmentId, kind: 'secret' })
  const one = async () => {
    const customer = await makeCustomer(db, { environmentId })
    const address = unique('uuid')
    const device = await makeDevice(db, { environmentId, customerId: customer.id, kind: 'uuid', address })
    const user = { id: customer.userId ?? '' }
    async function send() {
      const [delivery] = (await acceptMessage(sk, liveMessage(user.id))).deliveries
      if (!delivery) throw new Error('no delivery')
      return delivery
    }
    return { db, environmentId, customer, device, user, sk, send }
  }
  const find = (id: string) => findDeliveryRow(db, { environmentId, id })
  const ended = (id: string) =>
    until(
      () => find(id),
      (found) => found?.endedAt != null,
      20_000,
    )
  return { ...(await one()), company, find, ended, another: one }
}
