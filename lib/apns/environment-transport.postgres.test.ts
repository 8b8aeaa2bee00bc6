import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { makeEnvironment } from '@/db/factories'
import { newId } from '@/db/new-id'
import { openDatabase } from '@/db/open-database'
import { insertCredential } from '@/db/queries/settings/credential-settings'
import { ownPostgres } from '@/db/testing'
import { encrypt } from '@/lib/secrets'
import { closeEnvironmentTransports, environmentTransport } from './environment-transport'

let own: Awaited<ReturnType<typeof ownPostgres>>
beforeAll(async () => {
  own = await ownPostgres()
})
beforeEach(() => closeEnvironmentTransports())
afterAll(async () => {
  vi.useRealTimers()
  await closeEnvironmentTransports()
  await own.drop()
})

/** An environment that sends to Apple. No test here connects to it. */
async function withKey() {
  const { id: environmentId } = await makeEnvironment(own.database.db, { apnsServer: 'apple' })
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const id = newId()
  const sealed = encrypt(privateKey, `apns_credentials.private_key:${id}`)
  await insertCredential(own.database.db, {
    id,
    environmentId,
    keyId: 'ABCDEFGHIJ',
    teamId: 'TEAM123456',
    privateKey: sealed,
  })
  return environmentId
}

it('an environment’s APNs connection stays usable while the database is down', async () => {
  const environmentId = await withKey()
  const database = await openDatabase({ url: own.url, dataDir: '', poolMax: 1 })
  const before = await environmentTransport(database, { environmentId })
  expect(before).toMatchObject({ isSimulated: false })
  await database.close()
  vi.setSystemTime(Date.now() + 31_000)
  expect(await environmentTransport(database, { environmentId })).toBe(before)
  expect(await environmentTransport(own.database, { environmentId })).toBe(before)
})
