import { generateKeyPairSync } from 'node:crypto'
import type { Db } from '@/db/client'
import { makeApiKey, makeApp, makeCompany, makeEnvironment } from '@/db/factories'
import { changeEnvironment } from '@/db/queries/settings/environment-settings'
import { setApprovalRequired } from '@/lib/companies/set-approval-required'
import { setMessageTexts } from '@/lib/companies/set-message-texts'
import { removeEndpoint } from '@/lib/company-api/remove-endpoint'
import { rotateSigningSecret } from '@/lib/company-api/rotate-signing-secret'
import { storeEndpoint } from '@/lib/company-api/store-endpoint'
import { makeEndpoint } from '@/lib/company-api/testing/endpoint'
import { checkCredential } from '@/lib/credentials/check-credential'
import { revokeCredential } from '@/lib/credentials/revoke-credential'
import { storeCredential } from '@/lib/credentials/store-credential'
import { setApnsServer } from '@/lib/environments/set-apns-server'
import { storeIdentity } from '@/lib/identity/change-identity'
import { identitySecretPurpose, rotateIdentitySecret } from '@/lib/identity/rotate-identity-secret'
import { signSetupToken } from '@/lib/identity/sign-setup-token'
import { createKey } from '@/lib/keys/create-key'
import { revokeKey } from '@/lib/keys/revoke-key'
import { rotateKey } from '@/lib/keys/rotate-key'
import { encrypt, fingerprintOf } from '@/lib/secrets'
import { signedIn } from '@/lib/testing/contexts'
import { type Act, aSentence } from './act'

const { privateKey: pair } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const privateKey = pair.export({ format: 'pem', type: 'pkcs8' }).toString()

async function here(db: Db, given: { apnsServer?: 'apple' | 'simulator' } = {}) {
  const ctx = await signedIn(db, { role: 'admin' })
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  const { id: environmentId, identitySecret } = await makeEnvironment(db, { appId: app.id, ...given })
  return { ctx, company, environmentId, identitySecret }
}

const url = 'https://push.example.com/notify'
const bodyTemplate = '{"to":"{{uuid}}","key":"hidden-1"}'

async function withEndpoint(db: Db) {
  const place = await here(db)
  const { environmentId } = place
  const auth = { kind: 'bearer' as const, token: 'hidden-2' }
  await makeEndpoint(db, { environmentId, url: `${url}?key=hidden-3`, bodyTemplate, auth })
  return {
    ...place,
    auth,
    before: { url, query: fingerprintOf('?key=hidden-3'), template: fingerprintOf(bodyTemplate) },
  }
}

async function withKey(db: Db, keyId = 'KEY0000001') {
  const place = await here(db, { apnsServer: 'simulator' })
  const key = { environmentId: place.environmentId, keyId, teamId: 'TEAM000001', privateKey }
  const { id: credentialId } = await storeCredential(place.ctx, { ...key, answer: 'BadDeviceToken', isVerified: true })
  return { ...place, key, credentialId }
}

const credentialActs: Act[] = [
  {
    verb: 'storeCredential',
    async arrange(db) {
      const { ctx, key } = await withKey(db)
      const next = { ...key, keyId: 'KEY0000002', answer: 'BadDeviceToken', isVerified: true }
      return { ctx, act: () => storeCredential(ctx, next), before: { signs: 'KEY0000001', apnsServer: 'apple' } }
    },
    again: /^Nothing to save: Pushdesk already signs with this key, KEY0000002\.$/,
  },
  {
    verb: 'checkCredential',
    async arrange(db) {
      const { ctx, environmentId, credentialId } = await withKey(db)
      return {
        ctx,
        act: () => checkCredential(ctx, { environmentId, credentialId }),
        before: { answer: 'BadDeviceToken', isVerified: true },
      }
    },
    again: 'makes another one',
  },
  {
    verb: 'revokeCredential',
    async arrange(db) {
      const { ctx, environmentId, key, credentialId } = await withKey(db)
      await storeCredential(ctx, { ...key, keyId: 'KEY0000002', answer: 'BadDeviceToken', isVerified: true })
      return {
        ctx,
        act: () => revokeCredential(ctx, { environmentId, credentialId, confirmation: 'KEY0000001' }),
        before: { keyId: 'KEY0000001', signs: 'KEY0000002', isRevoked: false },
      }
    },
    again: aSentence,
  },
  {
    verb: 'setApnsServer',
    async arrange(db) {
      const { ctx, environmentId } = await withKey(db)
      return {
        ctx,
        act: () => setApnsServer(ctx, { environmentId, apnsServer: 'simulator' }),
        before: { apnsServer: 'apple', blockedReason: null },
      }
    },
    again: /^Nothing to save: this environment already sends to the simulator\.$/,
  },
]

const endpointActs: Act[] = [
  {
    verb: 'storeEndpoint',
    what: 'with another query, which is a secret',
    async arrange(db) {
      const { ctx, environmentId, auth, before } = await withEndpoint(db)
      const saved = { environmentId, url: `${url}?key=hidden-4`, auth, bodyTemplate, usedFor: 'uuid' as const }
      return { ctx, act: () => storeEndpoint(ctx, saved), before }
    },
    again: /^Nothing to save: the company API is already set up like this\.$/,
  },
  {
    verb: 'storeEndpoint',
    what: 'with another template, which may hold a secret',
    async arrange(db) {
      const { ctx, environmentId, before } = await withEndpoint(db)
      const changed = { bodyTemplate: bodyTemplate.replace('1', '5'), usedFor: 'uuid' as const }
      const saved = { environmentId, url: `${url}?key=hidden-3`, ...changed }
      return { ctx, act: () => storeEndpoint(ctx, saved), before }
    },
    again: /^Nothing to save: /,
  },
  {
    verb: 'removeEndpoint',
    async arrange(db) {
      const { ctx, environmentId, before } = await withEndpoint(db)
      return { ctx, act: () => removeEndpoint(ctx, { environmentId, confirmation: 'push.example.com' }), before }
    },
    again: aSentence,
  },
  {
    verb: 'rotateSigningSecret',
    async arrange(db) {
      const { ctx, environmentId } = await withEndpoint(db)
      const row = await db.query.companyEndpoints.findFirst({
        where: (t, { eq }) => eq(t.environmentId, environmentId),
      })
      return {
        ctx,
        act: () => rotateSigningSecret(ctx, { environmentId }),
        before: { signingSecret: fingerprintOf(row?.signingSecret ?? '') },
      }
    },
    again: 'makes another one',
  },
]

export const settingsActs: Act[] = [
  ...credentialActs,
  ...endpointActs,
  {
    verb: 'setApprovalRequired',
    async arrange(db) {
      const { ctx, company } = await here(db)
      return {
        ctx,
        act: () => setApprovalRequired(ctx, { companyId: company.id, requiresApproval: true }),
        before: { requiresApproval: false },
      }
    },
    again: aSentence,
  },
  {
    verb: 'setMessageTexts',
    async arrange(db) {
      const { ctx, company } = await here(db)
      return {
        ctx,
        act: () => setMessageTexts(ctx, { companyId: company.id, messageTextDays: 7 }),
        before: { messageTextDays: null },
      }
    },
    again: aSentence,
  },
  {
    verb: 'storeIdentity',
    async arrange(db) {
      const { ctx, environmentId } = await here(db)
      return {
        ctx,
        act: () => storeIdentity(ctx, { environmentId, jwksUrl: 'https://example.com/jwks.json' }),
        before: { requiresIdentity: false, jwksUrl: null },
      }
    },
    again: /^Nothing to save: this address is already used\.$/,
  },
  {
    verb: 'rotateIdentitySecret',
    async arrange(db) {
      const { ctx, environmentId, identitySecret } = await here(db)
      return {
        ctx,
        act: () => rotateIdentitySecret(ctx, { environmentId }),
        before: { identitySecret: fingerprintOf(identitySecret) },
      }
    },
    again: 'makes another one',
  },
  {
    verb: 'signSetupToken',
    async arrange(db) {
      const { ctx, environmentId } = await here(db)
      const identitySecret = encrypt('secret', identitySecretPurpose(environmentId))
      await changeEnvironment(db, { environmentId, identitySecret })
      return { ctx, act: () => signSetupToken(ctx, { environmentId }) }
    },
    again: 'makes another one',
  },
  {
    verb: 'createKey',
    async arrange(db) {
      const { ctx, environmentId } = await here(db)
      return { ctx, act: () => createKey(ctx, { environmentId, kind: 'secret', name: 'Server' }) }
    },
    again: 'makes another one',
  },
  {
    verb: 'rotateKey',
    async arrange(db) {
      const { ctx, environmentId } = await here(db)
      const { id: keyId, lastFour } = await makeApiKey(db, { environmentId, kind: 'secret' })
      return {
        ctx,
        act: () => rotateKey(ctx, { environmentId, keyId, overlapHours: 24 }),
        before: { keyId, lastFour, expiresAt: null },
      }
    },
    again: 'makes another one',
  },
  {
    verb: 'revokeKey',
    async arrange(db) {
      const { ctx, environmentId } = await here(db)
      const { id: keyId, lastFour } = await makeApiKey(db, { environmentId, kind: 'secret' })
      return {
        ctx,
        act: () => revokeKey(ctx, { environmentId, keyId, confirmation: lastFour }),
        before: { kind: 'secret', lastFour, lastUsedAt: null },
      }
    },
    again: aSentence,
  },
]
