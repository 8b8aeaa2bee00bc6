import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeDelivery, makeSimulatedPush, unique } from '@/db/factories'
import { tablesWith } from '@/db/find-text'
import { newId } from '@/db/new-id'
import { attemptsOfDelivery } from '@/db/queries/deliveries/delivery-detail'
import { insertSimulatedPushes } from '@/db/queries/simulator/simulator'
import { eraseCustomer } from '@/lib/customers/erase-customer'
import { type CompanyCustomer, companyCustomer } from '@/lib/deliveries/testing/company-customer'
import type { ScriptedAct } from '@/lib/deliveries/testing/scripted-apns'
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

const simulated = { environmentName: 'sandbox' as const, topic: 'com.example.app' }

describe('a push in flight when its customer is erased', () => {
  it.each<[string, ScriptedAct, object]>([
    ['accepted', 'held', { state: 'accepted', attemptCount: 1 }],
    ['rejected', { status: 410, reason: 'Unregistered', isHeld: true }, { state: 'suppressed', attemptCount: 1 }],
    [
      'to be tried again',
      { status: 503, reason: 'ServiceUnavailable', isHeld: true },
      { state: 'suppressed', attemptCount: 1 },
    ],
    ['lost', 'never', { state: 'suppressed', attemptCount: 1 }],
  ])('keeps its outcome, and no trace of the customer: %s', async (_, act, end) => {
    const { db, environmentId, device, user, sk, send, find } = await world.someone(act)
    const body = unique('text')
    const { id } = await send({ body })
    await until(
      async () => world.apns.seenBy(device.address).length,
      (count) => count > 0,
    )
    await eraseCustomer(sk, user)
    // The built-in simulator records the push like this before it responds.
    await makeSimulatedPush(db, { ...simulated, apnsId: id, token: device.address, payload: { body } })
    world.apns.release()
    await until(
      () => attemptsOfDelivery(db, { environmentId, deliveryId: id }),
      ([attempt]) => attempt !== undefined,
    )
    expect(await find(id)).toMatchObject({ address: 'erased', customerId: null, ...end })
    for (const text of [user.id, device.address, body]) expect(await tablesWith(db, text)).toEqual([])
  })

  it('keeps no trace of the customer when sent through the company’s API', async () => {
    const { db } = await world.someone()
    const customer = await companyCustomer(db, 'held')
    companies.push(customer)
    const { company, environmentId, device, user, sk, send } = customer
    const { id } = await send()
    await until(
      async () => company.seen.length,
      (count) => count === 1,
    )
    await eraseCustomer(sk, user)
    company.release()
    await until(
      () => attemptsOfDelivery(db, { environmentId, deliveryId: id }),
      ([attempt]) => attempt !== undefined,
    )
    for (const text of [user.id, device.address]) expect(await tablesWith(db, text)).toEqual([])
  })

  it('isn’t recorded by the built-in simulator if it arrives after the erasure', async () => {
    const { db, environmentId, customer, device, user, sk } = await world.someone()
    const theirs = { environmentId, customerId: customer.id, deviceId: device.id, address: device.address }
    const { id } = await makeDelivery(db, { ...theirs, state: 'sending', endedAt: null })
    const arrived = await makeSimulatedPush(db, { ...simulated, token: unique('token') })
    await eraseCustomer(sk, user)
    const late = { ...arrived, id: newId(), apnsId: id, token: device.address }
    const other = { ...arrived, id: newId(), apnsId: newId(), token: unique('token') }
    await insertSimulatedPushes(db, { pushes: [late, other] })
    expect(await tablesWith(db, device.address)).toEqual([])
    expect(await tablesWith(db, other.token)).toEqual(['simulated_pushes'])
  })
})
