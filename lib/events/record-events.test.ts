import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventPlaceBefore } from '@/db/queries/events/positions'
import { eventsAfter } from '@/db/queries/events/read-events'
import { setEventsSince } from '@/db/queries/events/recording'
import type { ScriptedAct } from '@/lib/deliveries/testing/scripted-apns'
import { scriptedWorld } from '@/lib/deliveries/testing/scripted-world'
import { recordReceipt } from '@/lib/receipts/record-receipt'
import { withKey } from '@/lib/testing/contexts'
import { settled } from './testing/settled'

let world: Awaited<ReturnType<typeof scriptedWorld>>
beforeAll(async () => {
  world = await scriptedWorld()
})
afterAll(() => world.close())

async function recorded(...acts: ScriptedAct[]) {
  const someone = await world.someone(...acts)
  const { db, environmentId } = someone
  await setEventsSince(db, { environmentId, since: new Date() })
  const told = async () => {
    await settled(db)
    const all = { environmentId, after: eventPlaceBefore('0'), limit: 100, lookMax: 100 }
    return (await eventsAfter(db, all)).events
  }
  return { ...someone, told }
}

it('an accepted delivery records sent, accepted, received, and opened, once each', async () => {
  const { db, environmentId, device, send, ended, told } = await recorded()
  const { id, notificationId } = await send()
  await ended(id)
  const pk = await withKey(db, { environmentId, kind: 'publishable' })
  for (const kind of ['opened', 'received', 'opened'] as const)
    await recordReceipt(pk, { notificationId, deviceToken: device.address, kind })
  const events = await told()
  expect(events.map(({ type }) => type)).toEqual([
    'delivery.sent',
    'delivery.accepted',
    'notification.received',
    'notification.opened',
  ])
  for (const { data, deviceId, messageId } of events) {
    expect(data).toMatchObject({ deliveryId: id, notificationId, notificationType: 'live', transport: 'apns' })
    expect([deviceId, messageId]).toEqual([device.id, expect.stringMatching(/^message/)])
  }
})

it('a retried delivery is recorded as sent once, and a failed one records why and disables its device', async () => {
  const { device, send, ended, told } = await recorded(
    { status: 503, reason: 'ServiceUnavailable' },
    { status: 410, reason: 'Unregistered', timestamp: Date.now() },
  )
  await ended((await send()).id)
  const events = await told()
  expect(events.map(({ type }) => type).sort()).toEqual(['delivery.failed', 'delivery.sent', 'device.disabled'])
  const failed = events.find(({ type }) => type === 'delivery.failed')
  expect(failed?.data).toMatchObject({ state: 'failed', reason: 'Unregistered' })
  const disabled = events.find(({ type }) => type === 'device.disabled')
  expect(disabled).toMatchObject({ deviceId: device.id, data: { reason: 'unregistered' } })
})

it('a delivery that expires while it is retried records sent and failed', async () => {
  const { send, ended, told } = await recorded({ status: 503, reason: 'ServiceUnavailable' })
  const { id } = await send({ expiresAt: new Date(Date.now() + 1_500) })
  expect(await ended(id)).toMatchObject({ state: 'expired' })
  expect((await told()).map(({ type, data }) => [type, data.state])).toEqual([
    ['delivery.sent', undefined],
    ['delivery.failed', 'expired'],
  ])
})
