import { expect, it } from 'vitest'
import { makeCustomer, makeDelivery, makeDevice, makeEnvironment } from '@/db/factories'
import { makeDue } from '@/db/make-due'
import { testDatabase } from '@/db/testing'
import { until } from '@/lib/deliveries/testing/until'
import { QueueRunner } from './queue-runner'

it('claims nothing while too many attempts wait to be written, and then continues', async () => {
  const database = await testDatabase()
  const { db } = database
  const { id: environmentId } = await makeEnvironment(db)
  const customer = await makeCustomer(db, { environmentId })
  const { kind, address, id: deviceId } = await makeDevice(db, { environmentId, customerId: customer.id })
  const { id } = await makeDelivery(db, {
    ...{ environmentId, customerId: customer.id, deviceId, deviceKind: kind, address },
    ...{ transport: 'apns', state: 'queued', endedAt: null },
  })
  await makeDue(db, { id, transport: 'apns', environmentId })
  let unwritten = 1_000_000
  let rounds = 0
  const settled: string[] = []
  const runner = new QueueRunner({
    database,
    transport: 'apns',
    batchMax: 10,
    rulesFor: () => ({
      limit: () => 1,
      deliver: async (delivery) => ({ delivery, reason: null, state: 'accepted' }),
    }),
    settle: ({ delivery }) => void settled.push(delivery.id),
    unwritten: () => {
      rounds += 1
      return unwritten
    },
    claimed: () => undefined,
    released: () => undefined,
  })
  runner.start()
  await until(
    async () => rounds,
    (count) => count > 3,
  )
  expect(settled).toEqual([])
  unwritten = 0
  await until(
    async () => settled,
    (ids) => ids.includes(id),
  )
  await runner.stop()
})
