import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attemptsOfDelivery } from '@/db/queries/deliveries/delivery-detail'
import { queuedAmong } from '@/db/queries/sending/due-deliveries'
import { findEnvironmentSettings } from '@/db/queries/settings/environment-settings'
import { resumeEnvironment } from '@/lib/deliveries/attempts/resume-environment'
import type { ScriptedAct } from '@/lib/deliveries/testing/scripted-apns'
import { scriptedWorld } from '@/lib/deliveries/testing/scripted-world'
import { until } from '@/lib/deliveries/testing/until'

let world: Awaited<ReturnType<typeof scriptedWorld>>
const someone = (...acts: ScriptedAct[]) => world.someone(...acts)

beforeAll(async () => {
  world = await scriptedWorld()
})
afterAll(() => world.close())

describe('the response of APNs', () => {
  it('200: accepts the delivery, takes it off the queue, and notes the time on the device', async () => {
    const { db, environmentId, device, send, ended, deviceNow } = await someone()
    const { id, notificationId } = await send()
    expect(await ended(id)).toMatchObject({ state: 'accepted', reason: null, attemptCount: 1, isUncertain: false })
    expect(await queuedAmong(db, { ids: [id] })).toEqual([])
    expect(await deviceNow()).toMatchObject({ lastAcceptedAt: expect.any(Date) })
    const [seen] = world.apns.seenBy(device.address)
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
  ])('%i %s: fails the delivery at once and keeps the device', async (status, reason) => {
    const { device, send, ended, deviceNow } = await someone({ status, reason })
    expect(await ended((await send()).id)).toMatchObject({ state: 'failed', reason, attemptCount: 1 })
    expect(await deviceNow()).toMatchObject({ status: 'active', lastRejectedReason: reason })
    expect(world.apns.seenBy(device.address)).toHaveLength(1)
  })

  it.each([
    [429, 'TooManyRequests'],
    [500, 'InternalServerError'],
    [503, 'ServiceUnavailable'],
  ])('%i %s: retries with the same apns-id', async (status, reason) => {
    const { device, send, ended } = await someone({ status, reason }, { status: 200 })
    const { id } = await send()
    expect(await ended(id)).toMatchObject({ state: 'accepted', reason: null, attemptCount: 2 })
    expect(world.apns.seenBy(device.address).map((seen) => seen.id)).toEqual([id, id])
  })

  it('no response: marks the delivery as uncertain and retries with the same collapse ID', async () => {
    const { db, environmentId, device, send, ended } = await someone('never', { status: 200 })
    const { id, notificationId } = await send()
    expect(await ended(id)).toMatchObject({ state: 'accepted', attemptCount: 2, isUncertain: true })
    const collapseIds = world.apns.seenBy(device.address).map(({ headers }) => headers['apns-collapse-id'])
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
  ])('410 %s: disables the device', async (reason, statusReason) => {
    const { send, ended, deviceNow } = await someone({ status: 410, reason, timestamp: Date.now() })
    expect(await ended((await send()).id)).toMatchObject({ state: 'failed', reason })
    expect(await deviceNow()).toMatchObject({ status: 'disabled', statusReason })
    expect(await send()).toMatchObject({ state: 'suppressed', reason: 'device_disabled' })
  })

  it('410 from before the last registration: keeps the device', async () => {
    const timestamp = Date.now() - 3_600_000
    const { send, ended, deviceNow } = await someone({ status: 410, reason: 'Unregistered', timestamp })
    expect(await ended((await send()).id)).toMatchObject({ state: 'failed', reason: 'Unregistered' })
    expect(await deviceNow()).toMatchObject({ status: 'active' })
  })

  it('BadDeviceToken: marks the device as suspect at first, and disables it the second time', async () => {
    const { send, ended, deviceNow } = await someone({ status: 400, reason: 'BadDeviceToken' })
    await ended((await send()).id)
    expect(await deviceNow()).toMatchObject({ status: 'suspect', statusReason: 'bad_device_token' })
    await ended((await send()).id)
    expect(await deviceNow()).toMatchObject({ status: 'disabled', statusReason: 'bad_device_token' })
  })

  it('200 after BadDeviceToken: makes a suspect device active again', async () => {
    const { send, ended, deviceNow } = await someone({ status: 400, reason: 'BadDeviceToken' }, { status: 200 })
    await ended((await send()).id)
    await ended((await send()).id)
    expect(await deviceNow()).toMatchObject({ status: 'active' })
  })

  it.each(['InvalidProviderToken', 'TopicDisallowed', 'DeviceTokenNotForTopic', 'Forbidden'])(
    '%s: puts the environment on hold after one request, and resumes when the hold ends',
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
      expect(world.apns.seenBy(device.address)).toHaveLength(1)
      expect(await deviceNow()).toMatchObject({ status: 'active' })
      await db.transaction((tx) => resumeEnvironment(tx, { environmentId }))
      expect(await ended(first.id)).toMatchObject({ state: 'accepted' })
      expect(await ended(second.id)).toMatchObject({ state: 'accepted' })
      expect(await blocked()).toMatchObject({ blockedReason: null })
    },
  )

  it('503 until the end: expires the delivery, with the reason of its last attempt', async () => {
    const { send, ended } = await someone({ status: 503, reason: 'ServiceUnavailable' })
    const { id } = await send({ expiresAt: new Date(Date.now() + 1_500) })
    const end = await ended(id)
    expect(end).toMatchObject({ state: 'expired', reason: 'ServiceUnavailable' })
    expect(end?.endedAt?.getTime()).toBeGreaterThanOrEqual(end?.expiresAt.getTime() ?? 0)
  })
})
