import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCustomer, makeDevice } from '@/db/factories'
import { liveMessage } from '@/lib/deliveries/testing/live-message'
import type { ScriptedAct } from '@/lib/deliveries/testing/scripted-apns'
import { scriptedWorld } from '@/lib/deliveries/testing/scripted-world'
import { acceptMessage } from '@/lib/notifications/accept-message'
import { setPresence } from '@/lib/presence/set-presence'
import { withKey } from '@/lib/testing/contexts'

let world: Awaited<ReturnType<typeof scriptedWorld>>
const someone = (...acts: ScriptedAct[]) => world.someone(...acts)

beforeAll(async () => {
  world = await scriptedWorld()
})
afterAll(() => world.close())

describe('order and recall of messages', () => {
  it('keeps a conversation’s order on each device, even when the first message is retried', async () => {
    const { device, send, ended } = await someone({ status: 503, reason: 'ServiceUnavailable' }, { status: 200 })
    const sent = [await send({ body: '1' }), await send({ body: '2' }), await send({ body: '3' })]
    for (const { id } of sent) await ended(id)
    const [first, ...rest] = sent.map(({ id }) => id)
    expect(world.apns.seenBy(device.address).map((seen) => seen.id)).toEqual([first, first, ...rest])
  })

  it('keeps the order when messages in the middle are rejected or lose their response', async () => {
    const fault: ScriptedAct = { status: 503, reason: 'ServiceUnavailable' }
    const { device, send, ended } = await someone({ status: 200 }, fault, 'reset', { status: 200 }, fault, {
      status: 200,
    })
    const sent = [
      await send({ body: '1' }),
      await send({ body: '2' }),
      await send({ body: '3' }),
      await send({ body: '4' }),
    ]
    for (const { id } of sent) expect(await ended(id)).toMatchObject({ state: 'accepted' })
    const [one, two, three, four] = sent.map(({ id }) => id)
    expect(world.apns.seenBy(device.address).map((seen) => seen.id)).toEqual([one, two, two, two, three, three, four])
  })

  it('sends the next message when the one before it has failed', async () => {
    const { device, send, ended } = await someone({ status: 400, reason: 'PayloadEmpty' }, { status: 200 })
    const [first, second] = [await send({ body: '1' }), await send({ body: '2' })]
    expect(await ended(first.id)).toMatchObject({ state: 'failed' })
    expect(await ended(second.id)).toMatchObject({ state: 'accepted' })
    expect(world.apns.seenBy(device.address).map((seen) => seen.id)).toEqual([first.id, second.id])
  })

  it('delays all pushes to a throttled device, and none to other devices', async () => {
    const tooMany: ScriptedAct = { status: 429, reason: 'TooManyRequests', headers: { 'retry-after': '3' } }
    const { db, environmentId, device, send, ended, tried, sk } = await someone(tooMany, { status: 200 })
    const first = await send({ conversationId: 'one' })
    await tried(first.id)
    const throttledAt = Date.now()
    const second = await send({ conversationId: 'two' })
    const other = await makeCustomer(db, { environmentId })
    await makeDevice(db, { environmentId, customerId: other.id })
    const { deliveries } = await acceptMessage(sk, liveMessage(other.userId))
    expect(await ended(deliveries[0]?.id ?? '')).toMatchObject({ state: 'accepted', attemptCount: 1 })
    expect(world.apns.seenBy(device.address)).toHaveLength(1)
    expect(await ended(first.id)).toMatchObject({ state: 'accepted', attemptCount: 2 })
    expect(await ended(second.id)).toMatchObject({ state: 'accepted', attemptCount: 1 })
    expect(Date.now() - throttledAt).toBeGreaterThan(2_000)
  })

  it('doesn’t retry a queued message after the customer opens the chat', async () => {
    const { db, environmentId, device, send, ended, tried, user } = await someone({
      status: 503,
      reason: 'ServiceUnavailable',
    })
    const { id } = await send()
    await tried(id)
    await setPresence(await withKey(db, { environmentId, kind: 'publishable' }), { user, chat: 'connected' })
    expect(await ended(id)).toMatchObject({ state: 'suppressed', reason: 'chat_connected', attemptCount: 1 })
    expect(world.apns.seenBy(device.address)).toHaveLength(1)
  })
})
