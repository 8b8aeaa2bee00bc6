import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { announce } from '@/db/announce'
import { makeApp, makeCustomer, makeDevice, makeEnvironment } from '@/db/factories'
import { deliveriesOfNotifications } from '@/db/queries/deliveries/notifications'
import { claimDue, giveBackDue } from '@/db/queries/sending/due-deliveries'
import { deleteSimulatedFault, insertSimulatedFault } from '@/db/queries/simulator/simulated-faults'
import { recentSimulatedPushes } from '@/db/queries/simulator/simulator'
import { ownPostgres } from '@/db/testing'
import { liveMessage } from '@/lib/deliveries/testing/live-message'
import { until } from '@/lib/deliveries/testing/until'
import { acceptMessage } from '@/lib/notifications/accept-message'
import { withKey } from '@/lib/testing/contexts'
import { spawnWorker } from '@/lib/testing/worker-process'

const messagesCount = 60
/** APNs's pace during the first worker's run: a few requests at a time, each taking more than a second. */
const slow = [{ effect: { kind: 'latency', ms: 1200 } }, { effect: { kind: 'streams', max: 6 } }]

let own: Awaited<ReturnType<typeof ownPostgres>>
let dataDir: string
const workers: Awaited<ReturnType<typeof spawnWorker>>[] = []

beforeAll(async () => {
  own = await ownPostgres({ poolMax: 4 })
  dataDir = await mkdtemp(join(tmpdir(), 'pushdesk-workers-'))
})

afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.end('SIGKILL')))
  await own.database.close()
  await rm(dataDir, { recursive: true, force: true })
})

async function worker() {
  const started = await spawnWorker(own.url, dataDir)
  workers.push(started)
  return started
}

/** Sends each customer a message, in an environment whose simulated APNs is slow. */
async function underLoad() {
  const { db } = own.database
  const app = await makeApp(db)
  const { id: environmentId } = await makeEnvironment(db, { appId: app.id, name: 'sandbox' })
  const fault = await insertSimulatedFault(db, { environmentId, title: 'Slow', faults: slow, createdByName: 'Test' })
  await announce(db, { kind: 'faults' })
  const secret = await withKey(db, { environmentId, kind: 'secret' })
  const notificationIds: string[] = []
  for (let count = 0; count < messagesCount; count += 1) {
    const customer = await makeCustomer(db, { environmentId })
    await makeDevice(db, { environmentId, customerId: customer.id })
    const { notification } = await acceptMessage(secret, liveMessage(customer.userId))
    notificationIds.push(notification.id)
  }
  const states = async () =>
    (await deliveriesOfNotifications(db, { environmentId, notificationIds })).map(({ state }) => state)
  const accepted = async () => (await states()).filter((state) => state === 'accepted').length
  return {
    db,
    states,
    /** Resolves once a few messages are accepted and most still wait. */
    atWork: () => until(accepted, (count) => count >= 5),
    async goodDay() {
      await deleteSimulatedFault(db, { environmentId, id: fault?.id ?? '' })
      await announce(db, { kind: 'faults' })
    },
    allAccepted: () => until(accepted, (count) => count === messagesCount),
    async timesProcessed() {
      const of = { environmentName: 'sandbox' as const, topics: [app.bundleId], limit: 1_000 }
      const pushes = await recentSimulatedPushes(db, of)
      const times = new Map<string, number>()
      for (const { apnsId, status } of pushes) if (status === 200) times.set(apnsId, (times.get(apnsId) ?? 0) + 1)
      return [...times.values()]
    },
  }
}

it('a worker told to stop returns its deliveries, and another worker continues', async () => {
  const first = await worker()
  const load = await underLoad()
  await load.atWork()
  expect((await first.end('SIGTERM')).code).toBe(0)
  expect(await load.states()).not.toContain('sending')
  const left = (await load.states()).filter((state) => state !== 'accepted').length
  expect(left).toBeGreaterThan(0)
  // Other workers can claim all of them at once, without waiting for a lease to expire.
  const { ids: free } = await claimDue(load.db, { transport: 'apns', limit: 1_000 })
  expect(free).toHaveLength(left)
  await giveBackDue(load.db, { due: free.map((id) => ({ id, dueAt: new Date() })) })

  await load.goodDay()
  await worker()
  await load.allAccepted()
  expect(await load.timesProcessed()).toEqual(Array(messagesCount).fill(1))
}, 180_000)

it('another worker sends a killed worker’s deliveries once their leases expire, at most twice each', async () => {
  for (const one of workers) await one.end('SIGKILL')
  const victim = await worker()
  const load = await underLoad()
  await load.atWork()
  await load.goodDay()
  await worker()
  await victim.end('SIGKILL')
  await load.allAccepted()
  const times = await load.timesProcessed()
  expect(times).toHaveLength(messagesCount)
  expect(Math.max(...times)).toBeLessThanOrEqual(2)
}, 180_000)
