import { beforeAll, describe, expect, it } from 'vitest'
import type { Database, Db } from '@/db/client'
import { makeCustomer, makeDelivery, makeDevice, makeEnvironment, unique } from '@/db/factories'
import { suppressDeliveriesOfDevice } from '@/db/queries/deliveries/suppress-deliveries'
import { holdForSending } from '@/db/queries/sending/sending'
import { testDatabase } from '@/db/testing'
import type { Passage } from '@/lib/apns/transport/job'
import { recalls } from '@/lib/deliveries/testing/recalls'
import { until } from '@/lib/deliveries/testing/until'
import { SendingGate } from './sending-gate'

let database: Database

beforeAll(async () => {
  database = await testDatabase()
})

/** Makes a queued delivery that is about to leave. */
async function oneLeaves() {
  const { db } = database
  const { id: environmentId } = await makeEnvironment(db)
  const userId = unique('customer')
  const customer = await makeCustomer(db, { environmentId, userId })
  const device = await makeDevice(db, { environmentId, customerId: customer.id })
  const { id } = await makeDelivery(db, {
    environmentId,
    customerId: customer.id,
    deviceId: device.id,
    address: device.address,
    state: 'queued',
  })
  return { db, environmentId, user: { id: userId }, device, id }
}

async function passageOf(id: string) {
  let told: Passage | undefined
  await new SendingGate(database).ask([id], (of) => {
    told = of(id)
  })
  return told
}

/** Counts this database's statements that wait for a lock. */
async function waiting() {
  const { rows } = await database.executeSql(
    `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return rows.length
}

// Opening the chat makes no promise about a push that is just leaving.
const promised = Object.entries(recalls).filter(([, { end }]) => end !== 'chat_connected' && end !== 'app_active')

describe('a push that is just leaving', () => {
  it.each(promised)('has left before it is confirmed that %s', async (_, { by }) => {
    const { id, ...whose } = await oneLeaves()
    const recall = { isOver: false, done: Promise.resolve<unknown>(undefined) }
    await database.db.transaction(async (tx) => {
      expect(await holdForSending(tx, { ids: [id], now: new Date() })).toHaveLength(1)
      recall.done = by(whose).then(() => {
        recall.isOver = true
      })
      await until(waiting, (count) => count > 0)
      expect(recall.isOver).toBe(false)
    })
    await recall.done
    expect(await passageOf(id)).toBe('withdrawn')
  })

  it('doesn’t wait for a transaction that is changing it, and sees the change when it asks again', async () => {
    const { id, environmentId, device } = await oneLeaves()
    const recall = (db: Db) => suppressDeliveriesOfDevice(db, { environmentId, deviceId: device.id, now: new Date() })
    await database.db.transaction(async (tx) => {
      await recall(tx)
      expect(await passageOf(id)).toBe('ask_again')
    })
    expect(await passageOf(id)).toBe('withdrawn')
  })

  it('goes out while other pushes to the same device are leaving', async () => {
    const { id } = await oneLeaves()
    await database.db.transaction(async (tx) => {
      await holdForSending(tx, { ids: [id], now: new Date() })
      expect(await passageOf(id)).toBe('go')
    })
  })
})
