import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeDelivery, makeEnvironment } from '@/db/factories'
import { makeDue } from '@/db/make-due'
import { findEnvironmentSettings } from '@/db/queries/settings/environment-settings'
import { inRollback } from '@/db/testing'
import { claimDue } from './due-deliveries'
import { holdEnvironment, releaseEnvironment } from './holds'
import { postponeEnvironment, wakeProbe } from './postponing'

async function waiting(db: Db, count: number) {
  const { id: environmentId } = await makeEnvironment(db)
  const made = []
  for (let one = 0; one < count; one += 1)
    made.push(await makeDelivery(db, { environmentId, state: 'queued', endedAt: null }))
  for (const delivery of made) await makeDue(db, delivery)
  return { environmentId, made }
}

describe('wakeProbe', () => {
  it('wakes one delivery to a device that wasn’t rejected, and leaves the rest postponed', () =>
    inRollback(async (db) => {
      const { environmentId, made } = await waiting(db, 4)
      const [first, second, ...others] = made
      const until = new Date(Date.now() + 300_000)
      await postponeEnvironment(db, { transport: 'apns', environmentId, until })
      const at = new Date(Date.now() + 5_000)
      const woken = await wakeProbe(db, { environmentId, except: [first?.address ?? '', second?.address ?? ''], at })
      expect(woken).toHaveLength(1)
      expect(others.map(({ id }) => id)).toContain(woken[0])
      expect((await claimDue(db, { transport: 'apns', limit: 1_000 })).nextMs).toBeLessThan(10_000)
      expect(await wakeProbe(db, { environmentId, except: made.map(({ address }) => address), at })).toEqual([])
    }))
})

describe('holdEnvironment', () => {
  const at = new Date('2026-01-01T00:00:00Z')
  const reason = 'DeviceTokenNotForTopic'

  it('keeps one delivery per device while APNs gives the same reason, and clears them on release', () =>
    inRollback(async (db) => {
      const { environmentId, made } = await waiting(db, 2)
      const [first, second] = made.map(({ id, address }) => ({ deliveryId: id, address }))
      if (!first || !second) throw new Error('two deliveries wait')
      const again = { ...(await makeDelivery(db, { environmentId, address: first.address })), address: first.address }
      await holdEnvironment(db, { environmentId, reason, at, refused: [first] })
      await holdEnvironment(db, {
        environmentId,
        reason,
        at: new Date(),
        refused: [{ ...first, deliveryId: again.id }],
      })
      await holdEnvironment(db, { environmentId, reason, at: new Date(), refused: [second] })
      const settings = () => findEnvironmentSettings(db, { environmentId })
      expect(await settings()).toMatchObject({ blockedReason: reason, blockedAt: at, blockedBy: [first, second] })
      await holdEnvironment(db, { environmentId, reason: 'Forbidden', at: new Date(), refused: [second] })
      expect(await settings()).toMatchObject({ blockedReason: 'Forbidden', blockedBy: [second] })
      expect(await releaseEnvironment(db, { environmentId })).toBe(true)
      expect(await settings()).toMatchObject({ blockedReason: null, blockedAt: null, blockedBy: [] })
    }))
})
