import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findEnvironmentSettings } from '@/db/queries/settings/environment-settings'
import { resumeEnvironment } from '@/lib/deliveries/attempts/resume-environment'
import type { ScriptedAct } from '@/lib/deliveries/testing/scripted-apns'
import { scriptedWorld } from '@/lib/deliveries/testing/scripted-world'
import { until } from '@/lib/deliveries/testing/until'
import { acceptPush } from '@/lib/notifications/accept-push'

type World = Awaited<ReturnType<typeof scriptedWorld>>
type Someone = Awaited<ReturnType<World['someone']>>

/** Nothing is retried within a test unless it asks for it. */
const never = { msMin: 600_000, msMax: 600_000, yieldMs: 600_000 }
let world: World

beforeAll(async () => {
  world = await scriptedWorld({ pace: never })
})
afterAll(() => world.close())

const notForTopic: ScriptedAct = { status: 400, reason: 'DeviceTokenNotForTopic' }
const blocked = ({ db, environmentId }: Someone) => findEnvironmentSettings(db, { environmentId })

describe('a rejection of one device', () => {
  it('doesn’t hold up other devices', async () => {
    const bad = await world.someone(notForTopic)
    const first = await bad.send()
    expect(await bad.tried(first.id)).toMatchObject({ state: 'retrying', reason: 'DeviceTokenNotForTopic' })
    for (const _ of [1, 2, 3]) {
      const other = await world.neighborOf(bad)
      expect(await other.ended((await other.send()).id)).toMatchObject({ state: 'accepted', attemptCount: 1 })
    }
  })

  it('holds up pushes to that device only, and names its delivery', async () => {
    const bad = await world.someone(notForTopic)
    const first = await bad.send()
    await bad.tried(first.id)
    await until(
      () => blocked(bad),
      (found) => found?.blockedReason === 'DeviceTokenNotForTopic',
    )
    const second = await bad.send({ conversationId: 'another' })
    await until(
      () => bad.find(second.id),
      (found) => found?.reason === 'DeviceTokenNotForTopic',
    )
    expect(await bad.find(second.id)).toMatchObject({ state: 'queued', attemptCount: 0 })
    expect(world.apns.seenBy(bad.device.address)).toHaveLength(1)
    expect(await blocked(bad)).toMatchObject({ blockedBy: [{ deliveryId: first.id, deviceId: bad.device.id }] })
  })

  it('fails the device’s delivery once another device is accepted, and ends the hold', async () => {
    const bad = await world.someone(notForTopic)
    const { id } = await bad.send()
    await bad.tried(id)
    const other = await world.neighborOf(bad)
    await other.ended((await other.send()).id)
    expect(await bad.ended(id)).toMatchObject({ state: 'failed', reason: 'DeviceTokenNotForTopic' })
    await until(
      () => blocked(bad),
      (found) => found?.blockedReason === null,
    )
    expect(await blocked(bad)).toMatchObject({ blockedBy: [] })
  })

  it('fails the device’s delivery at once if other devices were accepted before', async () => {
    const other = await world.someone()
    await other.ended((await other.send()).id)
    const bad = await world.neighborOf(other, notForTopic)
    expect(await bad.ended((await bad.send()).id)).toMatchObject({ state: 'failed', attemptCount: 1 })
    expect(await blocked(bad)).toMatchObject({ blockedReason: null })
  })
})

describe('the same rejection of two devices', () => {
  async function twoBad() {
    const first = await world.someone(notForTopic)
    const one = await first.send()
    await first.tried(one.id)
    const neighbor = await world.neighborOf(first, notForTopic)
    const two = await neighbor.send()
    await neighbor.tried(two.id)
    return { first, neighbor, one, two }
  }

  it('holds up all other devices, whose pushes name the hold as their reason', async () => {
    const { first, neighbor, one, two } = await twoBad()
    const other = await world.neighborOf(first)
    const { id } = await other.send()
    await until(
      () => other.find(id),
      (found) => found?.reason === 'bundle_id_on_hold',
    )
    expect(await other.find(id)).toMatchObject({ state: 'queued', attemptCount: 0 })
    expect(world.apns.seenBy(other.device.address)).toEqual([])
    expect(await blocked(first)).toMatchObject({
      blockedReason: 'DeviceTokenNotForTopic',
      blockedBy: [
        { deliveryId: one.id, deviceId: first.device.id },
        { deliveryId: two.id, deviceId: neighbor.device.id },
      ],
    })
  })

  it('ends with a repair, after which waiting pushes are sent', async () => {
    const { first } = await twoBad()
    const other = await world.neighborOf(first)
    const { id } = await other.send()
    await until(
      () => other.find(id),
      (found) => found?.reason === 'bundle_id_on_hold',
    )
    world.apns.script(first.device.address, { status: 200 })
    await first.db.transaction((tx) => resumeEnvironment(tx, { environmentId: first.environmentId }))
    expect(await other.ended(id)).toMatchObject({ state: 'accepted' })
  })
})

describe('a push type with a topic of its own', () => {
  it.each([
    [400, 'DeviceTokenNotForTopic'],
    [400, 'TopicDisallowed'],
    [400, 'BadTopic'],
    [403, 'TopicMismatch'],
  ])('%i %s: fails at once and holds up no other device', async (status, reason) => {
    const bad = await world.someone({ status, reason })
    const { deliveries } = await acceptPush(bad.sk, {
      to: { deviceToken: bad.device.address },
      payload: { call: 1 },
      headers: { 'apns-push-type': 'voip' },
    })
    expect(await bad.ended(deliveries[0]?.id ?? '')).toMatchObject({ state: 'failed', reason, attemptCount: 1 })
    expect(await blocked(bad)).toMatchObject({ blockedReason: null })
    const other = await world.neighborOf(bad)
    expect(await other.ended((await other.send()).id)).toMatchObject({ state: 'accepted' })
  })

  it('still puts the environment on hold if APNs rejects the key', async () => {
    const bad = await world.someone({ status: 403, reason: 'InvalidProviderToken' })
    const { deliveries } = await acceptPush(bad.sk, {
      to: { deviceToken: bad.device.address },
      payload: { call: 1 },
      headers: { 'apns-push-type': 'voip' },
    })
    await bad.tried(deliveries[0]?.id ?? '')
    await until(
      () => blocked(bad),
      (found) => found?.blockedReason === 'InvalidProviderToken',
    )
  })
})

describe('a key that APNs rejected', () => {
  it('stops holding up pushes when one that left earlier is accepted afterwards', async () => {
    const early = await world.someone({ status: 200 }, { status: 200, isHeld: true })
    await early.ended((await early.send()).id)
    const { id } = await early.send({ conversationId: 'another' })
    await until(
      async () => world.apns.seenBy(early.device.address).length,
      (count) => count === 2,
    )
    const bad = await world.neighborOf(early, { status: 403, reason: 'InvalidProviderToken' }, { status: 200 })
    const refused = await bad.send()
    await until(
      () => blocked(bad),
      (found) => found?.blockedReason === 'InvalidProviderToken',
    )
    world.apns.release()
    expect(await early.ended(id)).toMatchObject({ state: 'accepted' })
    expect(await bad.ended(refused.id)).toMatchObject({ state: 'accepted', attemptCount: 2 })
    expect(await blocked(bad)).toMatchObject({ blockedReason: null })
  })
})
