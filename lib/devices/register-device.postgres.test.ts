import { expect, it } from 'vitest'
import { deviceTokenHex, makeEnvironment, unique } from '@/db/factories'
import { devicesByAddress } from '@/db/queries/deliveries/recipients'
import { pageOfDeviceEvents } from '@/db/queries/devices/device-events'
import { lockDevice } from '@/db/queries/devices/devices'
import { testDatabase } from '@/db/testing'
import { withKey } from '@/lib/testing/contexts'
import { registerDevice } from './register-device'

const times = 40

it('moves an address claimed by many customers at once from one to the next, and records each move', async () => {
  const { db } = await testDatabase()
  const environmentId = (await makeEnvironment(db)).id
  const ctx = await withKey(db, { environmentId, kind: 'secret' })
  const deviceToken = deviceTokenHex()
  const claims = Array.from({ length: times }, () =>
    registerDevice(ctx, { deviceToken, user: { id: unique('user') }, permission: 'authorized' }),
  )
  const answers = await Promise.all(claims)
  expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1)
  expect(answers.filter(({ reassigned }) => reassigned)).toHaveLength(times - 1)
  const [{ device } = { device: { id: '' } }] = answers
  const page = { environmentId, deviceId: device.id, after: undefined, limit: 2 * times }
  const events = await pageOfDeviceEvents(db, page)
  expect(events.map(({ kind }) => kind).sort()).toEqual([...Array(times - 1).fill('moved'), 'registered'])
  // Each customer except the last lost the address exactly once, so the moves form one chain.
  const lost = events.flatMap(({ previousCustomerId }) => previousCustomerId ?? [])
  expect(new Set(lost).size).toBe(times - 1)
})

/** Registrations to send at once. Every third belongs to the first one's customer. */
function someAtOnce(count: number) {
  const user = { id: unique('user') }
  return Array.from({ length: count }, (_, index) => ({
    deviceToken: deviceTokenHex(),
    user: index % 3 ? { id: unique('user') } : user,
    permission: 'authorized' as const,
    appVersion: `5.${index}.0`,
  }))
}

it('registers concurrent devices, each for its own customer', async () => {
  const { db } = await testDatabase()
  const environmentId = (await makeEnvironment(db)).id
  const ctx = await withKey(db, { environmentId, kind: 'secret' })
  const all = someAtOnce(times)
  const answers = await Promise.all(all.map((one) => registerDevice(ctx, one)))
  for (const [index, { device, isNew }] of answers.entries())
    expect({ isNew, appVersion: device.appVersion }).toEqual({ isNew: true, appVersion: all[index]?.appVersion })
  const rows = await devicesByAddress(db, {
    environmentId,
    addresses: all.map(({ deviceToken }) => ({ kind: 'device_token', address: deviceToken })),
    now: new Date(),
  })
  const customerOf = new Map(rows.map(({ address, customerId }) => [address, customerId]))
  const customers = new Map(all.map(({ user, deviceToken }) => [user.id, customerOf.get(deviceToken)]))
  for (const { user, deviceToken } of all) expect(customerOf.get(deviceToken)).toBe(customers.get(user.id))
  expect(new Set(customers.values()).size).toBe(customers.size)
})

it('fails only the registration that the database rejects, not concurrent ones', async () => {
  const { db } = await testDatabase()
  const ctx = await withKey(db, { environmentId: (await makeEnvironment(db)).id, kind: 'secret' })
  const nowhere = { ...ctx, environment: { ...ctx.environment, id: '019a2b7c-5d1e-7f00-8a3b-4c5d6e7f8091' } }
  const answers = await Promise.allSettled(
    someAtOnce(9).map((one, index) => registerDevice(index === 4 ? nowhere : ctx, one)),
  )
  expect(answers.flatMap(({ status }, index) => (status === 'rejected' ? index : []))).toEqual([4])
})

it('a locked device doesn’t delay other customers’ registrations', async () => {
  const { db } = await testDatabase()
  const ctx = await withKey(db, { environmentId: (await makeEnvironment(db)).id, kind: 'secret' })
  const all = someAtOnce(9)
  const [first] = await Promise.all(all.map((one) => registerDevice(ctx, one)))
  const [held] = all
  if (!held || !first) throw new Error('none')
  let isOver = false
  let again: Promise<unknown> | undefined
  await db.transaction(async (tx) => {
    await lockDevice(tx, { environmentId: ctx.environment.id, deviceId: first.device.id })
    again = registerDevice(ctx, held).finally(() => {
      isOver = true
    })
    const others = all.filter((one) => one.user.id !== held.user.id)
    await Promise.all(others.map((one) => registerDevice(ctx, one)))
    expect(isOver).toBe(false)
  })
  expect(await again).toMatchObject({ isNew: false })
})
