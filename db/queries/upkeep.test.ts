import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { makeDelivery, makeEnvironment, makeNotification } from '../factories'
import { insertJobs } from '../queue'
import { inRollback } from '../testing'
import { attemptsOfDelivery } from './delivery-detail'
import { claimJobs, waitingJobs } from './jobs'
import { findDelivery, findNotification } from './notifications'
import { deliveriesWithoutJob, dropOld, queueStates, takeBackLost } from './upkeep'

it('what a killed worker held goes on, with the attempt whose answer nobody heard', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const { id } = await makeDelivery(db, { environmentId, state: 'sending', endedAt: null })
    await insertJobs(db, [{ id, transport: 'apns', environmentId }])
    expect(await claimJobs(db, { queue: 'apns', limit: 1000 })).toContain(id)
    const taken = async () =>
      (await takeBackLost(db, { leaseSeconds: 15 })).filter((one) => one.environmentId === environmentId)
    expect(await taken()).toEqual([])
    await db.execute(sql`update pgboss.job set started_on = now() - interval '16 seconds' where id = ${id}`)
    expect(await taken()).toHaveLength(1)
    expect(await findDelivery(db, { environmentId, id })).toMatchObject({
      state: 'retrying',
      reason: 'unknown',
      isUncertain: true,
      attemptCount: 1,
    })
    const attempts = await attemptsOfDelivery(db, { environmentId, deliveryId: id })
    expect(attempts).toMatchObject([{ number: 1, outcome: 'unknown', reason: 'unknown' }])
    expect(await claimJobs(db, { queue: 'apns', limit: 1000 })).toContain(id)
  }))

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

it('drops what has ended and is old, and its notification, and nothing that is still open', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const createdAt = new Date('2001-01-01')
    const make = async (given: { state: 'accepted' | 'queued'; endedAt: Date | null }) => {
      const notification = await makeNotification(db, { environmentId, type: 'live', createdAt })
      return makeDelivery(db, { environmentId, notificationId: notification.id, createdAt, ...given })
    }
    const old = await make({ state: 'accepted', endedAt: createdAt })
    const open = await make({ state: 'queued', endedAt: null })
    await dropOld(db, { before: new Date('2002-01-01'), limit: 1000 })
    expect(await findDelivery(db, { environmentId, id: old.id })).toBeUndefined()
    expect(await findNotification(db, { environmentId, id: old.notificationId })).toBeUndefined()
    expect(await findDelivery(db, { environmentId, id: open.id })).toBeDefined()
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
