import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '@/db/client'
import { makeApp, makeCustomer, makeDevice, makeEnvironment } from '@/db/factories'
import { newId } from '@/db/new-id'
import { findDeliveryRow } from '@/db/queries/deliveries/notifications'
import { insertCredential } from '@/db/queries/settings/credential-settings'
import { findEnvironmentSettings } from '@/db/queries/settings/environment-settings'
import { testDatabase } from '@/db/testing'
import { makeSigningKey, simulatedApns, topic } from '@/lib/apns/testing/simulated-apns'
import { uploadCredential } from '@/lib/credentials/upload-credential'
import { startWorker, type Worker } from '@/lib/deliveries/sending/worker'
import { liveMessage } from '@/lib/deliveries/testing/live-message'
import { until } from '@/lib/deliveries/testing/until'
import { env } from '@/lib/env'
import { acceptMessage } from '@/lib/notifications/accept-message'
import { encrypt } from '@/lib/secrets'
import { signedIn, withKey } from '@/lib/testing/contexts'

let database: Database
let apns: Awaited<ReturnType<typeof simulatedApns>>
let worker: Worker
const settings = env()
const before = { ...settings }

// The simulator stands in for Apple on a local socket, with the same checks. The worker connects to it as to Apple.
beforeAll(async () => {
  database = await testDatabase()
  apns = await simulatedApns()
  const caFile = join(await mkdtemp(join(tmpdir(), 'pushdesk-ca-')), 'ca.pem')
  await writeFile(caFile, apns.simulator.caPem)
  Object.assign(settings, { APNS_SANDBOX_URL: apns.simulator.origins.sandbox, APNS_CA_FILE: caFile })
  worker = await startWorker({ database })
})
afterAll(async () => {
  await worker.stop()
  await apns.close()
  Object.assign(settings, { APNS_CA_FILE: undefined }, before)
})

/** Makes an environment that sends to Apple with a key that Apple doesn't know. */
async function withBadKey() {
  const { db } = database
  const app = await makeApp(db, { bundleId: topic })
  const { id: environmentId } = await makeEnvironment(db, { appId: app.id, name: 'sandbox', apnsServer: 'apple' })
  const { keyId, teamId, privateKey } = makeSigningKey({ keyId: 'NOBODY7890' }).signing
  const id = newId()
  const sealed = encrypt(privateKey, `apns_credentials.private_key:${id}`)
  await insertCredential(db, { id, environmentId, keyId, teamId, privateKey: sealed })
  const secret = await withKey(db, { environmentId, kind: 'secret' })
  async function send(given: { expiresAt?: Date } = {}) {
    const customer = await makeCustomer(db, { environmentId })
    await makeDevice(db, { environmentId, customerId: customer.id })
    const { deliveries } = await acceptMessage(secret, { ...liveMessage(customer.userId), ...given })
    return deliveries[0]?.id ?? ''
  }
  const find = (deliveryId: string) => findDeliveryRow(db, { environmentId, id: deliveryId })
  const ended = (deliveryId: string) =>
    until(
      () => find(deliveryId),
      (found) => found?.endedAt != null,
    )
  const blockedReason = async () => (await findEnvironmentSettings(db, { environmentId }))?.blockedReason ?? null
  return { environmentId, send, find, ended, blockedReason, admin: await signedIn(db, { role: 'admin' }) }
}

describe('a queue whose key APNs rejects', () => {
  it('is on hold after a single request, and resumes when a good key is uploaded', async () => {
    const { environmentId, send, find, ended, blockedReason, admin } = await withBadKey()
    const first = await send()
    await until(blockedReason, (reason) => reason === 'InvalidProviderToken')
    const others = [await send(), await send(), await send()]
    const inTime = await send({ expiresAt: new Date(Date.now() + 1_200) })
    expect(await ended(inTime)).toMatchObject({ state: 'expired' })
    const requests = () => apns.pushes.filter(({ apnsId }) => [first, ...others, inTime].includes(apnsId))
    expect(requests().map(({ apnsId, reason }) => [apnsId, reason])).toEqual([[first, 'InvalidProviderToken']])
    for (const id of others) expect(await find(id)).toMatchObject({ endedAt: null, attemptCount: 0 })

    const { keyId, teamId, privateKey } = apns.key.signing
    await uploadCredential(admin, { environmentId, keyId, teamId, privateKey })
    for (const id of [first, ...others]) expect(await ended(id)).toMatchObject({ state: 'accepted' })
    expect(await blockedReason()).toBeNull()
    expect(requests().filter(({ status }) => status === 200)).toHaveLength(4)
    expect(requests()).toHaveLength(5)
  })

  it('doesn’t delay other environments', async () => {
    const [bad, good] = [await withBadKey(), await withBadKey()]
    const { keyId, teamId, privateKey } = apns.key.signing
    await uploadCredential(good.admin, { environmentId: good.environmentId, keyId, teamId, privateKey })
    const waiting = await bad.send()
    await until(bad.blockedReason, (reason) => reason !== null)
    expect(await good.ended(await good.send())).toMatchObject({ state: 'accepted' })
    expect(await bad.find(waiting)).toMatchObject({ endedAt: null })
    expect(await good.blockedReason()).toBeNull()
  })
})
