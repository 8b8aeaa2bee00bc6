import { afterAll, beforeAll, expect, it } from 'vitest'
import { attemptsOfDelivery } from '@/db/queries/deliveries/delivery-detail'
import { scriptedWorld } from '@/lib/deliveries/testing/scripted-world'
import { until } from '@/lib/deliveries/testing/until'

let world: Awaited<ReturnType<typeof scriptedWorld>>

beforeAll(async () => {
  world = await scriptedWorld({ streamsMax: 2, requestTimeoutMs: 60_000 })
})
afterAll(() => world.close())

it('starts no more pushes than the connection takes at once', async () => {
  const { apns } = world
  const { send, ended, device } = await world.someone()
  await ended((await send()).id)
  apns.script(device.address, 'held')
  const sent = await Promise.all([1, 2, 3, 4, 5, 6].map((count) => send({ conversationId: `chat ${count}` })))
  for (let count = 0; count < sent.length; count += 2) {
    await until(
      async () => apns.seenBy(device.address).length,
      (seen) => seen === 3 + count,
    )
    expect(apns.waiting()).toBe(0)
    apns.release()
  }
  for (const { id } of sent) expect(await ended(id)).toMatchObject({ state: 'accepted', attemptCount: 1 })
})

it('measures a response from when its request left, not from when it began to wait for a connection', async () => {
  const { apns } = world
  const { db, environmentId, send, ended } = await world.someone()
  apns.goAway()
  const { id: deliveryId } = await send()
  await until(
    async () => apns.waiting(),
    (waiting) => waiting === 1,
  )
  const backAt = Date.now()
  apns.comeBack()
  await ended(deliveryId)
  const [attempt] = await attemptsOfDelivery(db, { environmentId, deliveryId })
  expect(attempt).toMatchObject({ number: 1, outcome: 'accepted' })
  expect(attempt?.startedAt.getTime()).toBeGreaterThanOrEqual(backAt)
})
