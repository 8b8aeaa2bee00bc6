import { beforeAll, expect, it } from 'vitest'
import type { Database, Db } from '@/db/client'
import { makeCustomer, makeDelivery, makeDevice, makeEnvironment, unique } from '@/db/factories'
import { tablesWith } from '@/db/find-text'
import { findRepeatable } from '@/db/queries/deliveries/repeats'
import { testDatabase } from '@/db/testing'
import { repeatDeliveries } from '@/lib/deliveries/repeat-deliveries'
import { registerDevice } from '@/lib/devices/register-device'
import { acceptMessages } from '@/lib/notifications/accept-message'
import { acceptPush } from '@/lib/notifications/accept-push'
import { setPresence } from '@/lib/presence/set-presence'
import { withKey } from '@/lib/testing/contexts'
import { eraseCustomer } from './erase-customer'

let database: Database

beforeAll(async () => {
  database = await testDatabase()
})

async function someone() {
  const { db } = database
  const { id: environmentId } = await makeEnvironment(db)
  const [sk, pk] = [
    await withKey(db, { environmentId, kind: 'secret' }),
    await withKey(db, { environmentId, kind: 'publishable' }),
  ]
  const customer = await makeCustomer(db, { environmentId, userId: unique('customer') })
  const user = { id: customer.userId ?? '' }
  const { id: deviceId, address } = await makeDevice(db, { environmentId, customerId: customer.id })
  const theirs = { environmentId, customerId: customer.id, deviceId, address }
  const failed = await makeDelivery(db, { ...theirs, state: 'failed', endedAt: new Date() })
  return { sk, pk, user, device: { deviceToken: address }, failed, text: unique('text') }
}
type Someone = Awaited<ReturnType<typeof someone>>

/** Writes for a customer that race with the customer's erasure. */
const writes: Record<string, (db: Db, whose: Someone) => Promise<unknown>> = {
  'a message to them': (db, { sk, user, text }) =>
    acceptMessages(
      { ...sk, db },
      { messages: [{ id: unique('message'), type: 'live', conversationId: text, user, title: text, body: text }] },
    ),
  'a push to their device': (db, { sk, device, text }) =>
    acceptPush({ ...sk, db }, { to: device, payload: { aps: { alert: text } } }),
  'a repeat of what failed': async (db, { sk, failed }) => {
    const now = new Date()
    const of = { environmentId: sk.environment.id, now }
    const original = await findRepeatable(db, { ...of, deliveryId: failed.id })
    if (original) await repeatDeliveries(db, { ...of, originals: [original] })
  },
  'a registration': (db, { sk, user, device }) =>
    registerDevice({ ...sk, db }, { ...device, user, permission: 'denied' }),
  'their presence': (db, { pk, user, device }) => setPresence({ ...pk, db }, { ...device, user, app: 'active' }),
}

async function waiting() {
  const { rows } = await database.executeSql(
    `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return rows.length
}

it.each(Object.entries(writes))('%s that commits first is erased with them', async (_, write) => {
  const whose = await someone()
  let erasing: Promise<unknown> = Promise.resolve()
  await database.db.transaction(async (tx) => {
    await write(tx, whose)
    erasing = eraseCustomer(whose.sk, whose.user)
    await expect.poll(waiting, { interval: 10 }).toBe(1)
  })
  await erasing
  for (const text of [whose.user.id, whose.device.deviceToken, whose.text])
    expect(await tablesWith(database.db, text)).toEqual([])
})

it.each(Object.entries(writes))('%s that comes second no longer finds the customer', async (_, write) => {
  const whose = await someone()
  let writing: Promise<unknown> = Promise.resolve()
  await database.db.transaction(async (tx) => {
    await eraseCustomer({ ...whose.sk, db: tx }, whose.user)
    writing = database.db.transaction((db) => write(db, whose))
    await expect.poll(waiting, { interval: 10 }).toBe(1)
  })
  await writing
  const { rows } = await database.executeSql(
    `select 1 from deliveries d where customer_id is not null and environment_id = $1
       and not exists (select from customers c where c.id = d.customer_id)`,
    [whose.sk.environment.id],
  )
  expect(rows).toEqual([])
})
