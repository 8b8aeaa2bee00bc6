import type { Database } from '@/db/client'
import { makeCustomer, makeDevice, makeEnvironment, unique } from '@/db/factories'
import { findDevice } from '@/db/queries/devices'
import { findDelivery } from '@/db/queries/notifications'
import { testDatabase } from '@/db/testing'
import { acceptMessage } from '../../notifications/accept-message'
import { withKey } from '../../testing/contexts'
import type { ProbePace } from '../environment-hold'
import { startWorker } from '../worker'
import { type Act, type ScriptedApnsOptions, scriptedApns } from './scripted-apns'
import { until } from './until'

/** A worker that sends to an APNs whose answers are told beforehand. */
export async function scriptedWorld({ pace, ...options }: ScriptedApnsOptions & { pace?: ProbePace } = {}) {
  const database = await testDatabase()
  const apns = await scriptedApns(options)
  const own = new Set<string>()
  const worker = await startWorker({
    database,
    pace,
    // What other tests left to be sent again is not for this APNs.
    connectApns: async (environmentId) => (own.has(environmentId) ? apns.connect() : { missing: 'no_simulator' }),
  })
  return {
    apns,
    someone: (...acts: Act[]) => someone({ database, apns, own }, acts),
    /** A customer in the same environment as somebody else. */
    neighborOf: ({ environmentId }: { environmentId: string }, ...acts: Act[]) =>
      someone({ database, apns, own }, acts, environmentId),
    /** Its time is over. */
    expire: (deliveryId: string) =>
      database.executeSql('update deliveries set expires_at = now() where id = $1', [deliveryId]),
    async close() {
      await worker.stop()
      await apns.close()
    },
  }
}

type World = { database: Database; apns: Awaited<ReturnType<typeof scriptedApns>>; own: Set<string> }

/** A customer with one device, for which APNs answers as told. */
async function someone({ database, apns, own }: World, acts: Act[], among?: string) {
  const { db } = database
  const environmentId = among ?? (await makeEnvironment(db)).id
  own.add(environmentId)
  const customer = await makeCustomer(db, { environmentId })
  const device = await makeDevice(db, {
    environmentId,
    customerId: customer.id,
    registeredAt: new Date(Date.now() - 60_000),
  })
  if (acts.length) apns.script(device.address, ...acts)
  const sk = await withKey(db, { environmentId, kind: 'secret' })
  const user = { id: customer.userId ?? '' }
  async function send(given: { conversationId?: string; expiresAt?: Date; body?: string } = {}) {
    const { deliveries } = await acceptMessage(sk, {
      id: unique('message'),
      type: 'live',
      conversationId: 'c',
      user,
      title: 'Bank',
      body: 'Hello',
      ...given,
    })
    const [delivery] = deliveries
    if (!delivery) throw new Error('no delivery')
    return delivery
  }
  const find = (id: string) => findDelivery(db, { environmentId, id })
  const ended = (id: string) =>
    until(
      () => find(id),
      (found) => found?.endedAt != null,
      // Waits between attempts grow, and those of one conversation add up.
      20_000,
    )
  const tried = (id: string) =>
    until(
      () => find(id),
      (found) => (found?.attemptCount ?? 0) > 0,
    )
  const deviceNow = async () => (await findDevice(db, { environmentId, deviceId: device.id }))?.device
  return { db, environmentId, customer, device, send, find, ended, tried, deviceNow, user, sk }
}
