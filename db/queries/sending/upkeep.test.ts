import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeDelivery, makeEnvironment } from '@/db/factories'
import { makeDue } from '@/db/make-due'
import { attemptsOfDelivery } from '@/db/queries/deliveries/delivery-detail'
import { findDeliveryRow } from '@/db/queries/deliveries/notifications'
import { inRollback } from '@/db/testing'
import { claimDue, markRequests } from './due-deliveries'
import { queueStates, takeBackLost } from './upkeep'

describe('a delivery that a killed worker held', () => {
  async function held(db: Db, attemptCount: number) {
    const { id: environmentId } = await makeEnvironment(db)
    const { id } = await makeDelivery(db, { environmentId, state: 'sending', endedAt: null, attemptCount })
    await makeDue(db, { id, transport: 'apns', environmentId })
    expect((await claimDue(db, { transport: 'apns', limit: 1000 })).ids).toContain(id)
    const taken = async () => (await takeBackLost(db)).filter((one) => one.environmentId === environmentId)
    return {
      id,
      // `now()` stands still within a transaction.
      lapse: () =>
        db.execute(sql`update due_deliveries set leased_until = now() - interval '1 second' where delivery_id = ${id}`),
      taken,
      delivery: () => findDeliveryRow(db, { environmentId, id }),
      attempts: () => attemptsOfDelivery(db, { environmentId, deliveryId: id }),
    }
  }

  it('is retried after an unknown attempt, if its request was about to be sent', () =>
    inRollback(async (db) => {
      const { id, lapse, taken, delivery, attempts } = await held(db, 0)
      await markRequests(db, { ids: [id] })
      expect(await taken()).toEqual([])
      await lapse()
      expect(await taken()).toMatchObject([{ wasRequested: true }])
      const uncertain = { state: 'retrying', reason: 'unknown', isUncertain: true, attemptCount: 1 }
      expect(await delivery()).toMatchObject(uncertain)
      expect(await attempts()).toMatchObject([{ number: 1, outcome: 'unknown', reason: 'unknown' }])
      // The next worker dies too, before starting.
      expect((await claimDue(db, { transport: 'apns', limit: 1000 })).ids).toContain(id)
      await lapse()
      expect(await taken()).toMatchObject([{ wasRequested: false }])
      expect(await delivery()).toMatchObject(uncertain)
      expect(await attempts()).toHaveLength(1)
    }))

  it.each([
    [0, 'queued'],
    [2, 'retrying'],
  ])('returns to its state after %i attempts, if it was only claimed', (attemptCount, state) =>
    inRollback(async (db) => {
      const { id, lapse, taken, delivery, attempts } = await held(db, attemptCount)
      await lapse()
      expect(await taken()).toMatchObject([{ wasRequested: false }])
      expect(await delivery()).toMatchObject({ state, reason: null, isUncertain: false, attemptCount })
      expect(await attempts()).toEqual([])
      expect((await claimDue(db, { transport: 'apns', limit: 1000 })).ids).toContain(id)
    }),
  )
})

it('reports how much is waiting, and for how long', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const { id } = await makeDelivery(db, { environmentId, state: 'queued', endedAt: null })
    await makeDue(db, { id, transport: 'company_api', environmentId }, { dueAt: new Date(Date.now() - 90_000) })
    const state = (await queueStates(db)).find(({ queue }) => queue === 'company_api')
    expect(state?.due).toBeGreaterThanOrEqual(1)
    expect(state?.oldestSeconds).toBeGreaterThan(80)
  }))
