import { generateKeyPairSync } from 'node:crypto'
import type { Db } from '@/db/client'
import { makeApiKey, makeCustomer, makeDevice, makeEnvironment } from '@/db/factories'
import { newId } from '@/db/new-id'
import { insertCredential } from '@/db/queries/settings/credential-settings'
import { encrypt } from '@/lib/secrets'

export const customersCount = 200

/** Creates an environment that sends to "Apple", its API key, and customers with one device each. */
export async function makeWorld(db: Db) {
  const { id: environmentId } = await makeEnvironment(db, { name: 'sandbox', apnsServer: 'apple' })
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const id = newId()
  const sealed = encrypt(privateKey, `apns_credentials.private_key:${id}`)
  await insertCredential(db, { id, environmentId, keyId: 'ABCDEFGHIJ', teamId: 'TEAM123456', privateKey: sealed })
  const users: string[] = []
  for (let index = 0; index < customersCount; index += 1) {
    const customer = await makeCustomer(db, { environmentId })
    await makeDevice(db, { environmentId, customerId: customer.id })
    users.push(customer.userId ?? '')
  }
  const { key } = await makeApiKey(db, { environmentId, kind: 'secret' })
  return { environmentId, key, users }
}
