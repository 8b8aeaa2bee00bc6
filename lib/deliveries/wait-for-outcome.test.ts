import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '@/db/client'
import { makeCustomer, makeDevice, makeEnvironment } from '@/db/factories'
import { testDatabase } from '@/db/testing'
import { acceptMessage } from '@/lib/notifications/accept-message'
import { withKey } from '@/lib/testing/contexts'
import { startWorker, type Worker } from './sending/worker'
import { liveMessage } from './testing/live-message'
import { type ScriptedAct, scriptedApns } from './testing/scripted-apns'
import { waitForOutcome } from './wait-for-outcome'

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

/** Sends a message to a customer with one device for each script. */
async function sent(...scripts: ScriptedAct[][]) {
  const { db } = database
  const { id: environmentId } = await makeEnvironment(db)
  const customer = await makeCustomer(db, { environmentId })
  for (const acts of scripts) {
    const device = await makeDevice(db, { environmentId, customerId: customer.id })
    apns.script(device.address, ...acts)
  }
  const { notification } = await acceptMessage(
    await withKey(db, { environmentId, kind: 'secret' }),
    liveMessage(customer.userId),
  )
  return { environmentId, notificationId: notification.id }
}

const states = ({ deliveries }: Awaited<ReturnType<typeof waitForOutcome>>) =>
  deliveries.map(({ state }) => state).sort()

describe('waiting for an outcome', () => {
  it('ends with the last delivery, long before the time limit', async () => {
    const which = await sent([{ status: 200 }], [{ status: 400, reason: 'PayloadEmpty' }])
    // Longer than the test may take.
    const outcome = await waitForOutcome(database, { ...which, waitMs: 600_000 })
    expect(outcome.isOver).toBe(true)
    expect(states(outcome)).toEqual(['accepted', 'failed'])
  })

  it('ends at once if there are no deliveries', async () => {
    const outcome = await waitForOutcome(database, { ...(await sent()), waitMs: 15_000 })
    expect(outcome).toMatchObject({ isOver: true, deliveries: [] })
  })

  it('returns the current state at the time limit', async () => {
    const away = Array.from({ length: 1_000 }, () => ({ status: 503, reason: 'ServiceUnavailable' }))
    const which = await sent([{ status: 200 }], away)
    const now = async () => states(await waitForOutcome(database, { ...which, waitMs: 0 }))
    await expect.poll(now).toContain('accepted')
    const outcome = await waitForOutcome(database, { ...which, waitMs: 200 })
    expect(outcome.isOver).toBe(false)
    expect(states(outcome)).toContain('accepted')
    expect(states(outcome)).not.toContain('failed')
  })

  it('stops when the caller aborts', async () => {
    const which = await sent([{ status: 503, reason: 'ServiceUnavailable' }])
    const left = new AbortController()
    const waiting = waitForOutcome(database, { ...which, waitMs: 60_000, signal: left.signal })
    left.abort()
    expect((await waiting).isOver).toBe(false)
  })

  it('wakes every caller that waits for the same notification', async () => {
    const which = await sent([{ status: 503, reason: 'ServiceUnavailable' }, { status: 200 }])
    const all = await Promise.all([1, 2, 3].map(() => waitForOutcome(database, { ...which, waitMs: 600_000 })))
    expect(all.map(states)).toEqual([['accepted'], ['accepted'], ['accepted']])
  })

  it('finds nothing in another environment', async () => {
    const { notificationId } = await sent()
    const { id: environmentId } = await makeEnvironment(database.db)
    const asked = waitForOutcome(database, { environmentId, notificationId, waitMs: 0 })
    await expect(asked).rejects.toMatchObject({ reason: 'not-found' })
  })
})
