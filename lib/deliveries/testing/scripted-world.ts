import type { Database } from '@/db/client'
import { makeCustomer, makeDevice, makeEnvironment, unique } from '@/db/factories'
import { findDeliveryRow } from '@/db/queries/deliveries/notifications'
import { findDevice } from '@/db/queries/devices/devices'
import { testDatabase } from '@/db/testing'
import type { ProbePace } from '@/lib/deliveries/attempts/environment-hold'
import { startWorker } from '@/lib/deliveries/sending/worker'
import { acceptMessage } from '@/lib/notifications/accept-message'
import { withKey } from '@/lib/testing/contexts'
import { type ScriptedAct, type ScriptedApnsOptions, scriptedApns } from './scripted-apns'
import { until } from './until'

/** Starts a worker that sends to an APNs with scripted responses. */
export async function scriptedWorld({
  pace,
  database: given,
  ...options
}: ScriptedApnsOptions & { pace?: ProbePace; database?: Database } = {}) {
  const database = given ?? (await testDatabase())
  const apns = await scriptedApns(options)
  const own = new Set<string>()
  const worker = await startWorker({
    database,
    pace,
    // Retries left over from other tests aren't for this APNs.
    connectApns: async (environmentId) => (own.has(environmentId) ? apns.connect() : { missing: 'no_simulator' }),
  })
  return {
    apns,
    someone: (...acts: ScriptedAct[]) => someone({ database, apns, own }, acts),
    /** Makes a customer in the environment of an existing one. */
    neighborOf: ({ environmentId }: { environmentId: string }, ...acts: ScriptedAct[]) =>
      someone({ database, apns, own }, acts, environmentId),
    /** Makes the delivery expire now. */
    expire: (deliveryId: string) =>
      database.executeSql('update deliveries set expires_at = now() where id = $1', [deliveryId]),
    async close() {
      await worker.stop()
      await apns.close()
    },
  }
}

type World = { database: Database; apns: Awaited<ReturnType<typeof scriptedApns>>; own: Set<string> }

/** Makes a customer with one device, for which APNs gives the scripted responses. */
async function someone({ database, apns, own }: World, acts: ScriptedAct[], among?: string) {
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
  const find = (id: string) => findDeliveryRow(db, { environmentId, id })
  const ended = (id: string) =>
    until(
      () => find(id),
      (found) => found?.endedAt != null,
      // Delays between attempts grow, and those of one conversation add up.
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
