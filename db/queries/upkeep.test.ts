import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Db } from '../client'
import { makeDelivery, makeEnvironment } from '../factories'
import { insertJobs } from '../queue'
import { inRollback } from '../testing'
import { attemptsOfDelivery } from './delivery-detail'
import { claimJobs, markRequests, waitingJobs } from './jobs'
import { findDelivery } from './notifications'
import { deliveriesWithoutJob, queueStates, takeBackLost } from './upkeep'

describe('what a killed worker held goes on', () => {
  async function held(db: Db, attemptCount: number) {
    const { id: environmentId } = await makeEnvironment(db)
    const { id } = await makeDelivery(db, { environmentId, state: 'sending', endedAt: null, attemptCount })
    await insertJobs(db, [{ id, transport: 'apns', environmentId }])
    expect(await claimJobs(db, { queue: 'apns', limit: 1000 })).toContain(id)
    const taken = async () =>
      (await takeBackLost(db, { leaseSeconds: 15 })).filter((one) => one.environmentId === environmentId)
    return {
      id,
      lapse: () => db.execute(sql`update pgboss.job set started_on = now() - interval '16 seconds' where id = ${id}`),
      taken,
      delivery: () => findDelivery(db, { environmentId, id }),
      attempts: () => attemptsOfDelivery(db, { environmentId, deliveryId: id }),
    }
  }

  it('with an attempt whose answer nobody heard, where its request was about to leave', () =>
    inRollback(async (db) => {
      const { id, lapse, taken, delivery, attempts } = await held(db, 0)
      await markRequests(db, { ids: [id] })
      expect(await taken()).toEqual([])
      await lapse()
      expect(await taken()).toMatchObject([{ wasRequested: true }])
      const uncertain = { state: 'retrying', reason: 'unknown', isUncertain: true, attemptCount: 1 }
      expect(await delivery()).toMatchObject(uncertain)
      expect(await attempts()).toMatchObject([{ number: 1, outcome: 'unknown', reason: 'unknown' }])
      // The next worker dies as well, before it has begun.
      expect(await claimJobs(db, { queue: 'apns', limit: 1000 })).toContain(id)
      await lapse()
      expect(await taken()).toMatchObject([{ wasRequested: false }])
      expect(await delivery()).toMatchObject(uncertain)
      expect(await attempts()).toHaveLength(1)
    }))

  it.each([
    [0, 'queued'],
    [2, 'retrying'],
  ])('as it was after %i attempts, where it was only claimed', (attemptCount, state) =>
    inRollback(async (db) => {
      const { id, lapse, taken, delivery, attempts } = await held(db, attemptCount)
      await lapse()
      expect(await taken()).toMatchObject([{ wasRequested: false }])
      expect(await delivery()).toMatchObject({ state, reason: null, isUncertain: false, attemptCount })
      expect(await attempts()).toEqual([])
      expect(await claimJobs(db, { queue: 'apns', limit: 1000 })).toContain(id)
    }),
  )
})

it('finds open deliveries that no job moves', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const createdAt = new Date(Date.now() - 120_000)
    const forgotten = await makeDelivery(db, { environmentId, state: 'queued', endedAt: null, createdAt })
    const queued = await makeDelivery(db, { environmentId, state: 'queued', endedAt: null, createdAt })
    await makeDelivery(db, { environmentId, state: 'accepted', createdAt })
    await insertJobs(db, [{ id: queued.id, transport: 'apns', environmentId }])
    const found = await deliveriesWithoutJob(db, { limit: 1000 })
    expect(found.filter((one) => one.environmentId === environmentId)).toEqual([
      { id: forgotten.id, transport: 'apns', environmentId },
    ])
    await insertJobs(db, found)
    expect(await waitingJobs(db, { ids: [forgotten.id] })).toEqual([forgotten.id])
  }))

it('tells how much waits, and for how long', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const { id } = await makeDelivery(db, { environmentId, state: 'queued', endedAt: null })
    await insertJobs(db, [{ id, transport: 'company_api', environmentId, startAfter: new Date(Date.now() - 90_000) }])
    const state = (await queueStates(db)).find(({ queue }) => queue === 'company_api')
    expect(state?.due).toBeGreaterThanOrEqual(1)
    expect(state?.oldestSeconds).toBeGreaterThan(80)
  }))
