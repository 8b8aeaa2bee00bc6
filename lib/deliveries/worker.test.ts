import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '@/db/client'
import { makeCustomer, makeDevice, makeEnvironment, unique } from '@/db/factories'
import { attemptsOfDelivery } from '@/db/queries/delivery-detail'
import { findDevice } from '@/db/queries/devices'
import { findEnvironmentSettings } from '@/db/queries/environment-settings'
import { waitingJobs } from '@/db/queries/jobs'
import { findDelivery } from '@/db/queries/notifications'
import { testDatabase } from '@/db/testing'
import { acceptMessage } from '../notifications/accept-message'
import { setPresence } from '../presence/set-presence'
import { withKey } from '../testing/contexts'
import { resumeEnvironment } from './resume-environment'
import { type Act, scriptedApns } from './testing/scripted-apns'
import { until } from './testing/until'
import { startWorker, type Worker } from './worker'

let database: Database
let apns: Awaited<ReturnType<typeof scriptedApns>>
let worker: Worker

beforeAll(async () => {
  database = await testDatabase()
  apns = await scriptedApns()
  worker = await startWorker({ database, connectApns: apns.connect })
})

afterAll(async () => {
  await worker.stop()
  await apns.close()
})

/** A customer with one device, for which APNs answers as told. */
async function someone(...acts: Act[]) {
  const { db } = database
  const environment = await makeEnvironment(db)
  const environmentId = environment.id
  const customer = await makeCustomer(db, { environmentId })
  const device = await makeDevice(db, {
    environmentId,
    customerId: customer.id,
    registeredAt: new Date(Date.now() - 60_000),
  })
  if (acts.length) apns.script(device.address, ...acts)
  const sk = await withKey(db, { environmentId, kind: 'secret' })
  const user = { id: customer.userId ?? '' }
  async function send(given: { conversationId?: string; expiresAt?: Date; body?: string } = {}) {
    const { deliveries } = await acceptMessage(sk, {
      id: unique('message'),
      type: 'live',
      conversationId: 'c',
      user,
      title: 'Bank',
      body: 'Hello',
      ...given,
    })
    const [delivery] = deliveries
    if (!delivery) throw new Error('no delivery')
    return delivery
  }
  const ended = (id: string) =>
    until(
      () => findDelivery(db, { environmentId, id }),
      (found) => found?.endedAt != null,
    )
  const tried = (id: string) =>
    until(
      () => findDelivery(db, { environmentId, id }),
      (found) => (found?.attemptCount ?? 0) > 0,
    )
  const deviceNow = async () => (await findDevice(db, { environmentId, deviceId: device.id }))?.device
  return { db, environmentId, device, send, ended, tried, deviceNow, user, sk }
}

describe('what APNs answers decides', () => {
  it('200: accepted, its job is gone, and the device remembers it', async () => {
    const { db, environmentId, device, send, ended, deviceNow } = await someone()
    const { id, notificationId } = await send()
    expect(await ended(id)).toMatchObject({ state: 'accepted', reason: null, attemptCount: 1, isUncertain: false })
    expect(await waitingJobs(db, { ids: [id] })).toEqual([])
    expect(await deviceNow()).toMatchObject({ lastAcceptedAt: expect.any(Date) })
    const [seen] = apns.seenBy(device.address)
    expect(seen?.headers).toMatchObject({ 'apns-id': id, 'apns-collapse-id': notificationId, 'apns-priority': '10' })
    expect(JSON.parse(seen?.body ?? '')).toMatchObject({ pushdesk: { v: 1, notificationId } })
    const [attempt] = await attemptsOfDelivery(db, { environmentId, deliveryId: id })
    expect(attempt).toMatchObject({ number: 1, outcome: 'accepted', status: 200 })
  })

  it.each([
    [400, 'PayloadEmpty'],
    [400, 'BadPriority'],
    [413, 'PayloadTooLarge'],
    [404, 'BadPath'],
    [400, 'SomethingNew'],
  ])('%i %s: failed at once, the device stays', async (status, reason) => {
    const { device, send, ended, deviceNow } = await someone({ status, reason })
    expect(await ended((await send()).id)).toMatchObject({ state: 'failed', reason, attemptCount: 1 })
    expect(await deviceNow()).toMatchObject({ status: 'active', lastRejectedReason: reason })
    expect(apns.seenBy(device.address)).toHaveLength(1)
  })

  it.each([
    [429, 'TooManyRequests'],
    [500, 'InternalServerError'],
    [503, 'ServiceUnavailable'],
  ])('%i %s: sent again, with the same id', async (status, reason) => {
    const { device, send, ended } = await someone({ status, reason }, { status: 200 })
    const { id } = await send()
    expect(await ended(id)).toMatchObject({ state: 'accepted', reason: null, attemptCount: 2 })
    expect(apns.seenBy(device.address).map((seen) => seen.id)).toEqual([id, id])
  })

  it('no answer: unknown, then sent again with the same collapse id, and marked as uncertain', async () => {
    const { db, environmentId, device, send, ended } = await someone('never', { status: 200 })
    const { id, notificationId } = await send()
    expect(await ended(id)).toMatchObject({ state: 'accepted', attemptCount: 2, isUncertain: true })
    const collapseIds = apns.seenBy(device.address).map(({ headers }) => headers['apns-collapse-id'])
    expect(collapseIds).toEqual([notificationId, notificationId])
    const attempts = await attemptsOfDelivery(db, { environmentId, deliveryId: id })
    expect(attempts.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['unknown', 'timeout'],
      ['accepted', null],
    ])
  })

  it.each([
    ['Unregistered', 'unregistered'],
    ['ExpiredToken', 'expired_token'],
  ])('410 %s: the device is disabled', async (reason, statusReason) => {
    const { send, ended, deviceNow } = await someone({ status: 410, reason, timestamp: Date.now() })
    expect(await ended((await send()).id)).toMatchObject({ state: 'failed', reason })
    expect(await deviceNow()).toMatchObject({ status: 'disabled', statusReason })
    expect(await send()).toMatchObject({ state: 'suppressed', reason: 'device_disabled' })
  })

  it('410 from before the last registration: the device stays', async () => {
    const timestamp = Date.now() - 3_600_000
    const { send, ended, deviceNow } = await someone({ status: 410, reason: 'Unregistered', timestamp })
    expect(await ended((await send()).id)).toMatchObject({ state: 'failed', reason: 'Unregistered' })
    expect(await deviceNow()).toMatchObject({ status: 'active' })
  })

  it('BadDeviceToken: suspect at first, disabled at the second', async () => {
    const { send, ended, deviceNow } = await someone({ status: 400, reason: 'BadDeviceToken' })
    await ended((await send()).id)
    expect(await deviceNow()).toMatchObject({ status: 'suspect', statusReason: 'bad_device_token' })
    await ended((await send()).id)
    expect(await deviceNow()).toMatchObject({ status: 'disabled', statusReason: 'bad_device_token' })
  })

  it('an accepted push clears a suspect', async () => {
    const { send, ended, deviceNow } = await someone({ status: 400, reason: 'BadDeviceToken' }, { status: 200 })
    await ended((await send()).id)
    await ended((await send()).id)
    expect(await deviceNow()).toMatchObject({ status: 'active' })
  })

  it.each(['InvalidProviderToken', 'TopicDisallowed', 'DeviceTokenNotForTopic', 'Forbidden'])(
    '%s: the environment waits, after one request, and goes on when it is repaired',
    async (reason) => {
      const { db, environmentId, device, send, ended, tried, deviceNow } = await someone(
        { status: 403, reason },
        { status: 200 },
      )
      const first = await send()
      const second = await send({ conversationId: 'another' })
      expect(await tried(first.id)).toMatchObject({ state: 'retrying', reason })
      const blocked = () => findEnvironmentSettings(db, { environmentId })
      expect(await until(blocked, (found) => found?.blockedReason === reason)).toBeDefined()
      expect(apns.seenBy(device.address)).toHaveLength(1)
      expect(await deviceNow()).toMatchObject({ status: 'active' })
      await db.transaction((tx) => resumeEnvironment(tx, { environmentId }))
      expect(await ended(first.id)).toMatchObject({ state: 'accepted' })
      expect(await ended(second.id)).toMatchObject({ state: 'accepted' })
      expect(await blocked()).toMatchObject({ blockedReason: null })
    },
  )

  it('ends as expired when its time is over, with the reason of its last attempt', async () => {
    const { send, ended } = await someone({ status: 503, reason: 'ServiceUnavailable' })
    const { id } = await send({ expiresAt: new Date(Date.now() + 1_500) })
    const end = await ended(id)
    expect(end).toMatchObject({ state: 'expired', reason: 'ServiceUnavailable' })
    expect(end?.endedAt?.getTime()).toBeGreaterThanOrEqual(end?.expiresAt.getTime() ?? 0)
  })
})

describe('order and second thoughts', () => {
  it('keeps the order of a conversation to a device, also when the first is sent again', async () => {
    const { device, send, ended } = await someone({ status: 503, reason: 'ServiceUnavailable' }, { status: 200 })
    const sent = [await send({ body: '1' }), await send({ body: '2' }), await send({ body: '3' })]
    for (const { id } of sent) await ended(id)
    const [first, ...rest] = sent.map(({ id }) => id)
    expect(apns.seenBy(device.address).map((seen) => seen.id)).toEqual([first, first, ...rest])
  })

  it('does not send what was queued when the customer opens the chat meanwhile', async () => {
    const { db, environmentId, device, send, ended, tried, user } = await someone({
      status: 503,
      reason: 'ServiceUnavailable',
    })
    const { id } = await send()
    await tried(id)
    await setPresence(await withKey(db, { environmentId, kind: 'publishable' }), { user, chat: 'connected' })
    expect(await ended(id)).toMatchObject({ state: 'suppressed', reason: 'chat_connected', attemptCount: 1 })
    expect(apns.seenBy(device.address)).toHaveLength(1)
  })
})
