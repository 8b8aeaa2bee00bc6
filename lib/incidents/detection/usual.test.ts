import { describe, expect, it } from 'vitest'
import { makeDelivery } from '@/db/factories'
import { inRollback } from '@/db/testing'
import { at, here } from './testing/here'

describe('the usual level stays fixed during an incident', () => {
  const hours = 7

  it('keeps one incident open for as long as many tokens are dead', () =>
    inRollback(async (db) => {
      const { attempts, look } = await here(db)
      await attempts(1_000, null, -3_600)
      for (let second = 0; second < hours * 3_600; second += 900) {
        await attempts(30, null, second)
        await attempts(20, 'Unregistered', second)
        for (const later of [5, 20]) expect(await look(second + later)).toEqual(['dead_tokens_rising'])
      }
      const end = hours * 3_600
      await attempts(50, null, end)
      await look(end + 5)
      expect(await look(end + 20)).toEqual(['dead_tokens_rising closed'])
      await attempts(50, null, end + 600)
      await attempts(20, 'Unregistered', end + 1_200)
      expect((await look(end + 1_205)).toSorted()).toEqual(['dead_tokens_rising', 'dead_tokens_rising closed'])
    }))

  it('keeps it open while few pushes are sent, until an hour has few dead tokens', () =>
    inRollback(async (db) => {
      const { attempts, look } = await here(db)
      await attempts(200, null, -3_600)
      await attempts(20, 'Unregistered', 0)
      for (let second = 0; second < 7_200; second += 600) {
        await attempts(2, 'Unregistered', second)
        expect(await look(second + 5)).toEqual(['dead_tokens_rising'])
      }
      for (let second = 7_200; second < 14_400; second += 300) await attempts(2, null, second)
      await look(14_405)
      expect(await look(14_420)).toEqual(['dead_tokens_rising closed'])
    }))

  it('keeps one incident of missing receipts open until phones confirm again', () =>
    inRollback(async (db) => {
      const { environmentId, attempts, look } = await here(db)
      /** Makes pushes that APNs accepted, and that phones confirmed or not. */
      const push = async (count: number, second: number, isReceived: boolean) => {
        for (let made = 0; made < count; made += 1)
          await makeDelivery(db, {
            environmentId,
            createdAt: at(second),
            receivedAt: isReceived ? at(second + 2) : null,
          })
        await attempts(count, null, second)
      }
      await push(60, -3_600, true)
      await push(30, -60, true)
      expect(await look(-30)).toEqual([])
      for (let second = 0; second < 6 * 3_600; second += 900) {
        await push(30, second, false)
        for (const later of [25, 40]) expect(await look(second + later)).toEqual(['receipts_collapsed'])
      }
      // Hardly anything is sent at night.
      for (const second of [30_000, 30_015]) expect(await look(second)).toEqual(['receipts_collapsed'])
      await push(30, 40_000, true)
      await look(40_025)
      expect(await look(40_040)).toEqual(['receipts_collapsed closed'])
      await push(30, 42_000, false)
      expect((await look(42_025)).toSorted()).toEqual(['receipts_collapsed', 'receipts_collapsed closed'])
    }))
})
