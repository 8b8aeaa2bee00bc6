import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { makeDelivery, makeEnvironment } from '@/db/factories'
import { deliveries } from '@/db/schema/notifications'
import { inRollback } from '@/db/testing'
import { countDeliveriesByDay, countDeliveriesSince, countNewestDeliveries } from './delivery-totals'

const since = new Date('2026-05-01T00:00:00Z')
const on = (day: number, hour = 12) => new Date(Date.UTC(2026, 4, day, hour))

describe('totals of deliveries', () => {
  it('are exact by state and day, for one environment alone', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const { id: other } = await makeEnvironment(db)
      await makeDelivery(db, { environmentId, createdAt: on(1, 0) })
      await makeDelivery(db, { environmentId, createdAt: on(1, 23), transport: 'company_api' })
      await makeDelivery(db, { environmentId, createdAt: on(1), state: 'failed' })
      await makeDelivery(db, { environmentId, createdAt: on(2, 0), isUncertain: true })
      await makeDelivery(db, { environmentId, createdAt: new Date(since.getTime() - 1) })
      await makeDelivery(db, { environmentId: other, createdAt: on(1) })
      const byDay = await countDeliveriesByDay(db, { environmentId, since, days: 2 })
      expect(byDay.sort((a, b) => a.day - b.day || a.state.localeCompare(b.state))).toEqual([
        { day: 0, state: 'accepted', count: 2, isCapped: false },
        { day: 0, state: 'failed', count: 1, isCapped: false },
        { day: 1, state: 'accepted', count: 1, isCapped: false },
      ])
      const all = await countDeliveriesSince(db, { environmentIds: [environmentId, other], since })
      expect(all).toHaveLength(3)
      expect(all).toContainEqual({ environmentId, state: 'accepted', count: 3, isCapped: false })
      expect(all).toContainEqual({ environmentId: other, state: 'accepted', count: 1, isCapped: false })
    }))

  it('stop counting at a cap and say so, while the newest deliveries still give the shares', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const { notificationId } = await makeDelivery(db, { environmentId, createdAt: on(1), state: 'failed' })
      await db.execute(sql`
        insert into ${deliveries} (id, environment_id, notification_id, type, device_kind, address, transport, is_simulated,
          state, expires_at, created_at)
        select gen_random_uuid(), ${environmentId}, ${notificationId}, 'live', 'device_token', 'ab', 'apns', true,
          'accepted', now(), ${on(1).toISOString()}::timestamptz + n * interval '1 millisecond'
        from generate_series(1, 6000) n`)
      const [accepted] = (await countDeliveriesByDay(db, { environmentId, since, days: 7 })).filter(
        ({ state }) => state === 'accepted',
      )
      expect(accepted).toEqual({ day: 0, state: 'accepted', count: 5000, isCapped: true })
      const newest = await countNewestDeliveries(db, { environmentId, since, limit: 6001 })
      expect(newest.map(({ state, count }) => [state, count]).sort()).toEqual([
        ['accepted', 6000],
        ['failed', 1],
      ])
    }))
})
