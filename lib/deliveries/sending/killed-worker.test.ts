import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database, Db } from '@/db/client'
import { makeCustomer, makeDevice, makeEnvironment, unique } from '@/db/factories'
import { newId } from '@/db/new-id'
import { openDatabase } from '@/db/open-database'
import { attemptsOfDelivery } from '@/db/queries/deliveries/delivery-detail'
import { findDeliveryRow } from '@/db/queries/deliveries/notifications'
import { takeBackLost } from '@/db/queries/sending/upkeep'
import { insertCredential } from '@/db/queries/settings/credential-settings'
import { ownPostgres, testDatabase } from '@/db/testing'
import { makeSigningKey } from '@/lib/apns/testing/simulated-apns'
import { makeEndpoint } from '@/lib/company-api/testing/endpoint'
import { scriptedCompany } from '@/lib/company-api/testing/scripted-company'
import { liveMessage } from '@/lib/deliveries/testing/live-message'
import { scriptedApns } from '@/lib/deliveries/testing/scripted-apns'
import { until } from '@/lib/deliveries/testing/until'
import { acceptMessage } from '@/lib/notifications/accept-message'
import { encrypt, setEncryptionKey } from '@/lib/secrets'
import { withKey } from '@/lib/testing/contexts'
import { startWorkerToKill } from '@/lib/testing/worker-process'

const encryptionKey = 'a'.repeat(64)
type Place = { open(): Promise<Database>; variables: Record<string, string> }

/** How many requests APNs and the company's API get at once. */
const streamsMax = 6
const atOnce = 16
const answeredCount = 8
const messagesCount = 40

let folder: string
let apns: Awaited<ReturnType<typeof scriptedApns>>
let company: Awaited<ReturnType<typeof scriptedCompany>>
let own: Place

beforeAll(async () => {
  setEncryptionKey(encryptionKey)
  folder = await mkdtemp(join(tmpdir(), 'pushdesk-killed-'))
  apns = await scriptedApns({ streamsMax })
  company = await scriptedCompany()
  own = await place()
})
afterAll(async () => {
  await apns.close()
  await company.close()
  await rm(folder, { recursive: true, force: true })
})

/** The embedded database allows one process at a time; PostgreSQL allows several. */
async function place(): Promise<Place> {
  if ((await testDatabase()).kind === 'pglite')
    return { open: () => openDatabase({ dataDir: folder }), variables: { DATA_DIR: folder } }
  const { database, url } = await ownPostgres()
  await database.close()
  return { open: () => openDatabase({ url, dataDir: folder, poolMax: 4 }), variables: { DATABASE_URL: url } }
}

/** Sends a message to each of many customers. The first few requests get a response at once, the rest never do. */
async function sendMany(db: Db, kind: 'device_token' | 'uuid') {
  const { id: environmentId } = await makeEnvironment(db, { name: 'sandbox', apnsServer: 'apple' })
  const { keyId, teamId, privateKey } = makeSigningKey().signing
  const id = newId()
  const sealed = encrypt(privateKey, `apns_credentials.private_key:${id}`)
  await insertCredential(db, { id, environmentId, keyId, teamId, privateKey: sealed })
  await makeEndpoint(db, { environmentId, url: company.url })
  const secret = await withKey(db, { environmentId, kind: 'secret' })
  const sent: string[] = []
  for (let count = 0; count < messagesCount; count += 1) {
    const customer = await makeCustomer(db, { environmentId })
    const address = kind === 'uuid' ? { address: unique('uuid') } : {}
    const device = await makeDevice(db, { environmentId, customerId: customer.id, kind, ...address })
    if (count >= answeredCount) apns.script(device.address, 'never')
    const { deliveries } = await acceptMessage(secret, liveMessage(customer.userId))
    sent.push(deliveries[0]?.id ?? '')
  }
  return { environmentId, ids: sent }
}

describe('a worker killed while it is sending', () => {
  it('leaves one attempt for each request it made, and none for deliveries it had only claimed', async () => {
    company.answer(...Array.from({ length: answeredCount }, () => ({ status: 200 }) as const), 'never')
    const before = await own.open()
    await before.migrate()
    const toApns = await sendMany(before.db, 'device_token')
    const toCompany = await sendMany(before.db, 'uuid')
    await before.close()

    const caFile = join(folder, 'ca.pem')
    await writeFile(caFile, apns.caPem)
    const kill = startWorkerToKill({
      ...own.variables,
      ENCRYPTION_KEY: encryptionKey,
      APNS_SANDBOX_URL: apns.origin,
      APNS_CA_FILE: caFile,
      COMPANY_API_ALLOWED_HOSTS: company.host,
    })
    // Each of these keeps its stream. Claims have no fixed order, so some of the others may be queued behind them.
    const held = new Set(toApns.ids.slice(answeredCount))
    const requests = async () => ({
      heldByApns: apns.seen.filter(({ id }) => held.has(id)).length,
      company: company.seen.length,
    })
    try {
      await until(requests, (made) => made.heldByApns >= streamsMax && made.company >= answeredCount + atOnce)
    } finally {
      await kill()
    }

    const after = await own.open()
    const { db } = after
    // Expire the worker's leases.
    await after.executeSql('update due_deliveries set leased_until = now() where leased_until is not null')
    await takeBackLost(db)
    for (const [{ environmentId, ids }, seen] of [
      [toApns, apns.seen],
      [toCompany, company.seen],
    ] as const) {
      const made = seen.map(({ id }) => id)
      for (const id of ids) {
        const delivery = await findDeliveryRow(db, { environmentId, id })
        const attempts = await attemptsOfDelivery(db, { environmentId, deliveryId: id })
        const count = made.filter((one) => one === id).length
        expect([delivery?.attemptCount, attempts.length]).toEqual([count, count])
        if (count === 0) expect(delivery).toMatchObject({ state: 'queued', reason: null, isUncertain: false })
        else if (delivery?.endedAt === null) expect(delivery).toMatchObject({ reason: 'unknown', isUncertain: true })
      }
    }
    await after.close()
  }, 180_000)
})
