import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findEnvironmentSettings } from '@/db/queries/settings/environment-settings'
import type { ScriptedAct } from '@/lib/deliveries/testing/scripted-apns'
import { scriptedWorld } from '@/lib/deliveries/testing/scripted-world'
import { EnvironmentHold } from './environment-hold'

const pace = { msMin: 300, msMax: 600, yieldMs: 300 }
let world: Awaited<ReturnType<typeof scriptedWorld>>

beforeAll(async () => {
  world = await scriptedWorld({ pace })
})
afterAll(() => world.close())

const blockedReason = async (at: { db: Parameters<typeof findEnvironmentSettings>[0]; environmentId: string }) =>
  (await findEnvironmentSettings(at.db, at))?.blockedReason

describe('while APNs rejects an environment', () => {
  it.each<[string, ScriptedAct[]]>([
    ['the key', [{ status: 403, reason: 'InvalidProviderToken' }, { status: 200 }]],
    ['every device so far', [{ status: 400, reason: 'DeviceTokenNotForTopic' }]],
  ])('%s: probes go to devices that weren’t rejected, and a success ends the hold', async (_, acts) => {
    const first = await world.someone(...acts)
    await first.tried((await first.send()).id)
    const second = await world.neighborOf(first, ...acts)
    await second.send()
    const others = [await world.neighborOf(first), await world.neighborOf(first)]
    const sent = []
    for (const other of others) sent.push(await other.send())
    for (const [index, other] of others.entries())
      expect(await other.ended(sent[index]?.id ?? '')).toMatchObject({ state: 'accepted', attemptCount: 1 })
    await expect.poll(() => blockedReason(first)).toBeNull()
  })
})

describe('the next probe', () => {
  const loadedAt = new Date(0)
  const to = (address: string) => ({
    address,
    loadedAt,
    environment: { blockedReason: null, blockedAddresses: [] },
  })
  const waitMs = (hold: EnvironmentHold, address: string, now: number) => {
    const wait = hold.waitOf(to(address), now)
    return wait && wait.until.getTime() - now
  }

  it('goes to a new device before rejected ones, and last to the one rejected last', () => {
    const hold = new EnvironmentHold(pace)
    hold.refuse('Forbidden', 'a', 0)
    hold.refuse('Forbidden', 'b', 0)
    for (const address of ['a', 'b', 'c']) expect(waitMs(hold, address, 299)).toBeGreaterThan(0)
    expect([waitMs(hold, 'a', 300), waitMs(hold, 'b', 300)]).toEqual([300, 600])
    expect(waitMs(hold, 'c', 300)).toBeUndefined()
  })

  it('goes to one device at a time, less and less often', () => {
    const hold = new EnvironmentHold(pace)
    hold.refuse('Forbidden', 'a', 0)
    expect(waitMs(hold, 'b', 300)).toBeUndefined()
    expect(waitMs(hold, 'c', 300)).toBe(600)
    expect(waitMs(hold, 'c', 900)).toBeUndefined()
    expect(waitMs(hold, 'd', 900)).toBe(600)
  })

  it('goes to a rejected device if there is no other', () => {
    const hold = new EnvironmentHold(pace)
    hold.refuse('Forbidden', 'a', 0)
    expect(waitMs(hold, 'a', 599)).toBe(1)
    expect(waitMs(hold, 'a', 600)).toBeUndefined()
  })

  it('isn’t needed by other devices while only one has been rejected', () => {
    const hold = new EnvironmentHold(pace)
    hold.refuse('DeviceTokenNotForTopic', 'a', 0)
    expect(waitMs(hold, 'b', 0)).toBeUndefined()
    expect(waitMs(hold, 'a', 0)).toBe(600)
    hold.refuse('DeviceTokenNotForTopic', 'b', 0)
    expect(waitMs(hold, 'c', 0)).toBeGreaterThan(0)
  })

  it('isn’t needed after a success since the fault, but is after an earlier one', () => {
    const hold = new EnvironmentHold(pace)
    hold.refuse('Forbidden', 'a', 1_000)
    hold.ended(999)
    expect(waitMs(hold, 'b', 1_000)).toBeGreaterThan(0)
    hold.ended(1_000)
    expect(waitMs(hold, 'b', 1_000)).toBeUndefined()
  })

  it('follows the hold in the database, in a process that saw no rejection', () => {
    const hold = new EnvironmentHold(pace)
    const row = (address: string, ...blockedAddresses: string[]) => ({
      address,
      loadedAt,
      environment: { blockedReason: 'DeviceTokenNotForTopic', blockedAddresses },
    })
    expect(hold.waitOf(row('b', 'a'), 0)).toBeUndefined()
    expect(hold.waitOf(row('a', 'a'), 0)).toMatchObject({ reason: 'DeviceTokenNotForTopic' })
    expect(hold.waitOf(row('c', 'a', 'b'), 0)).toMatchObject({ reason: 'bundle_id_on_hold' })
  })
})
