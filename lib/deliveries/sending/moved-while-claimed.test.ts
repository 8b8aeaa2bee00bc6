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

/** Makes an unfinished delivery for a customer whose device now belongs to the holder, and waits until it ends. */
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

describe('a device that moved to another customer while its delivery was claimed', () => {
  it.each(states)('gets no push for its former customer through APNs: %s', async (state) => {
    const holder = await world.someone()
    expect(await meantForAnother(holder, { transport: 'apns', state })).toMatchObject({
      state: 'suppressed',
      reason: 'device_disabled',
      attemptCount: 0,
    })
    expect(world.apns.seenBy(holder.device.address)).toEqual([])
  })

  it.each(states)('gets no push for its former customer through the company’s API: %s', async (state) => {
    const { db } = await world.someone()
    const holder = await companyCustomer(db, { status: 200 })
    companies.push(holder)
    expect(await meantForAnother(holder, { transport: 'company_api', state })).toMatchObject({
      state: 'suppressed',
      reason: 'device_disabled',
      attemptCount: 0,
    })
    expect(holder.company.seen).toEqual([])
  })
})
