import type { Db } from '@/db/client'
import { makeEventWebhook } from '@/db/event-factories'
import { makeEnvironment, unique } from '@/db/factories'
import { makeChannel, makeChannelMessage } from '@/db/incident-factories'
import { newId } from '@/db/new-id'
import { insertCredential } from '@/db/queries/settings/credential-settings'
import { companyEndpoints, providerTokens } from '@/db/schema/credentials'
import { keptAnswers } from '@/db/schema/service-tokens'
import type { SealedColumn } from '@/db/sealed'
import { makeServiceToken, makeStaff } from '@/db/staff-factories'
import { encrypt, type SealedPurpose } from '@/lib/secrets'

type Made = { purpose: SealedPurpose; plain: string }

/** Makes a row with an encrypted value, for each encrypted column. */
const makers: Record<SealedColumn, (db: Db, plain: string) => Promise<SealedPurpose>> = {
  'apns_credentials.private_key': async (db, plain) => (await makeCredential(db, plain)).purpose,
  'provider_tokens.token': async (db, plain) => {
    const { id: credentialId } = await makeCredential(db, 'key')
    const purpose = `provider_tokens.token:${credentialId}` as const
    await db.insert(providerTokens).values({ credentialId, token: encrypt(plain, purpose), issuedAt: new Date() })
    return purpose
  },
  'environments.identity_secret': async (db, plain) => {
    const id = newId()
    const purpose = `environments.identity_secret:${id}` as const
    await makeEnvironment(db, { id, identitySecret: encrypt(plain, purpose) })
    return purpose
  },
  'company_endpoints.auth_secret': (db, plain) => makeEndpointWith(db, 'auth_secret', plain),
  'company_endpoints.client_key': (db, plain) => makeEndpointWith(db, 'client_key', plain),
  'company_endpoints.signing_secret': (db, plain) => makeEndpointWith(db, 'signing_secret', plain),
  'event_webhooks.signing_secret': async (db, plain) => {
    const [id, { id: environmentId }] = [newId(), await makeEnvironment(db)]
    const purpose = `event_webhooks.signing_secret:${id}` as const
    await makeEventWebhook(db, { id, environmentId, signingSecret: encrypt(plain, purpose) })
    return purpose
  },
  'staff.totp_secret': async (db, plain) => {
    const id = newId()
    const purpose = `staff.totp_secret:${id}` as const
    await makeStaff(db, { id, totpSecret: encrypt(plain, purpose) })
    return purpose
  },
  channels: async (db, plain) => {
    const id = newId()
    const purpose = `channels:${id}` as const
    await makeChannel(db, { id, address: encrypt(plain, purpose) })
    return purpose
  },
  'channels.signing': async (db, plain) => {
    const id = newId()
    const purpose = `channels.signing:${id}` as const
    await makeChannel(db, { id, signingSecret: encrypt(plain, purpose) })
    return purpose
  },
  channel_messages: async (db, plain) => {
    const id = newId()
    const purpose = `channel_messages:${id}` as const
    await makeChannelMessage(db, { id, type: 'mail', sealed: encrypt(plain, purpose) })
    return purpose
  },
  'channel_messages.asked': async (db, plain) => {
    const id = newId()
    const purpose = `channel_messages.asked:${id}` as const
    await makeChannelMessage(db, { id, type: 'password.asked', sealed: encrypt(plain, purpose) })
    return purpose
  },
  kept_answers: async (db, plain) => {
    const { id: serviceTokenId } = await makeServiceToken(db)
    // Callers may choose any idempotency key.
    const key = `${unique('call')}:a.b`
    const purpose = `kept_answers:${serviceTokenId}:${key}` as const
    const answer = encrypt(plain, purpose)
    await db.insert(keptAnswers).values({ serviceTokenId, key, requestHash: 'hash', answer })
    return purpose
  },
}

export async function makeSealedRows(db: Db): Promise<Made[]> {
  const made: Made[] = []
  for (const [name, make] of Object.entries(makers)) made.push({ plain: name, purpose: await make(db, name) })
  return made
}

async function makeCredential(db: Db, plain: string) {
  const id = newId()
  const purpose = `apns_credentials.private_key:${id}` as const
  const { id: environmentId } = await makeEnvironment(db)
  await insertCredential(db, { id, environmentId, keyId: 'K', teamId: 'T', privateKey: encrypt(plain, purpose) })
  return { id, purpose }
}

const fieldOf = { auth_secret: 'authSecret', client_key: 'clientKey', signing_secret: 'signingSecret' } as const

async function makeEndpointWith(db: Db, column: keyof typeof fieldOf, plain: string) {
  const { id: environmentId } = await makeEnvironment(db)
  const purpose = `company_endpoints.${column}:${environmentId}` as const
  const secrets = { authSecret: null, signingSecret: 'unset' }
  const sealed = encrypt(plain, purpose)
  const own = { [fieldOf[column]]: sealed }
  await db.insert(companyEndpoints).values({ environmentId, url: 'https://push.example.com', ...secrets, ...own })
  return purpose
}
