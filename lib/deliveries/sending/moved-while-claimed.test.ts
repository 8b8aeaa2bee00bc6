import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { announce } from '@/db/announce'
import { makeCustomer, makeDelivery } from '@/db/factories'
import { makeDue } from '@/db/make-due'
import { findDeliveryRow } from '@/db/queries/deliveries/notifications'
import type { DeliveryState } from '@/db/schema/notifications'
import { type CompanyCustomer, companyCustomer } from '@/lib/deliveries/testing/company-customer'
import { scriptedWorld } from '@/lib/deliveries/testing/scripted-world'
import { until } from '@/lib/deliveries/testing/until'

let world: Awaited<ReturnType<typeof scriptedWorld>>
const companies: CompanyCustomer[] = []

beforeAll(async () => {
  world = await scriptedWorld()
})
afterAll(async () => {
  for (const { company } of companies) await company.close()
  await world.close()
})

type Holder = Pick<CompanyCustomer, 'db' | 'environmentId' | 'device'>
const states: DeliveryState[] = ['queued', 'sending', 'retrying']

/** What was meant for a customer whose device is someone else's by now, and has not ended: it was claimed at that moment. */
async function meantForAnother(
  { db, environmentId, device }: Holder,
  { transport, state }: { transport: 'apns' | 'company_api'; state: DeliveryState },
) {
  const before = await makeCustomer(db, { environmentId })
  const { id } = await makeDelivery(db, {
    ...{ environmentId, customerId: before.id, deviceId: device.id, deviceKind: device.kind, address: device.address },
    ...{ transport, state, endedAt: null },
  })
  await makeDue(db, { id, transport, environmentId })
  await announce(db, { kind: 'due' })
  return until(
    () => findDeliveryRow(db, { environmentId, id }),
    (found) => found?.endedAt != null,
  )
}

describe('a device that moved to someone else while a delivery to it was claimed', () => {
  it.each(states)('gets nothing that was meant for the customer before, through APNs: %s', async (state) => {
    const holder = await world.someone()
    expect(await meantForAnother(holder, { transport: 'apns', state })).toMatchObject({
      state: 'suppressed',
      reason: 'device_disabled',
      attemptCount: 0,
    })
    expect(world.apns.seenBy(holder.device.address)).toEqual([])
  })

  it.each(states)(
    'gets nothing that was meant for the customer before, through the company’s API: %s',
    async (state) => {
      const { db } = await world.someone()
      const holder = await companyCustomer(db, { status: 200 })
      companies.push(holder)
      expect(await meantForAnother(holder, { transport: 'company_api', state })).toMatchObject({
        state: 'suppressed',
        reason: 'device_disabled',
        attemptCount: 0,
      })
      expect(holder.company.seen).toEqual([])
    },
  )
})
