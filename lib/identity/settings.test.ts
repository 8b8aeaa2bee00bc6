import { createSecretKey } from 'node:crypto'
import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { makeApp, makeCompany, makeEnvironment } from '@/db/factories'
import { findEnvironmentSettings } from '@/db/queries/settings/environment-settings'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { changeIdentity, storeIdentity } from './change-identity'
import { checkUserToken } from './check-user-token'
import { rotateIdentitySecret } from './rotate-identity-secret'
import { setupCustomer } from './setup-customer'
import { signSetupToken } from './sign-setup-token'

const tokenFor = (sub: string, secret: string, expires = '5m') =>
  new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setExpirationTime(expires)
    .sign(createSecretKey(secret, 'utf8'))

describe('identity verification', () => {
  it('can be turned off in production only by typing the company’s slug', () =>
    inRollback(async (db) => {
      const company = await makeCompany(db)
      const app = await makeApp(db, { companyId: company.id })
      const { id: environmentId } = await makeEnvironment(db, {
        appId: app.id,
        name: 'production',
        requiresIdentity: true,
      })
      const ctx = await signedIn(db, { role: 'integration_manager', companyIds: [company.id] })
      const off = (confirmation?: string) =>
        changeIdentity(ctx, { environmentId, requiresIdentity: false, confirmation })
      await expect(off()).rejects.toMatchObject({ code: 'confirmation_needed' })
      expect(await findEnvironmentSettings(db, { environmentId })).toMatchObject({ requiresIdentity: true })
      await off(company.slug)
      expect(await findEnvironmentSettings(db, { environmentId })).toMatchObject({ requiresIdentity: false })
      await changeIdentity(ctx, { environmentId, requiresIdentity: true, jwksUrl: 'https://example.com/jwks.json' })
      const entries = await entriesAbout(db, { subjectKind: 'environment', subjectId: environmentId })
      expect(entries).toHaveLength(2)
      expect(entries.some(({ after }) => JSON.stringify(after).includes('jwks.json'))).toBe(true)
    }))

  it('rejects a JWKS URL that Pushdesk would never read, with a reason', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const ctx = await signedIn(db, { role: 'admin' })
      const jwksUrl = 'https://10.0.0.7/jwks.json'
      await expect(changeIdentity(ctx, { environmentId, jwksUrl })).rejects.toMatchObject({
        fields: { jwksUrl: [expect.stringMatching(/^10\.0\.0\.7 isn’t a public address/)] },
      })
    }))

  it('signs a valid User-Token for the sample customer of the setup', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db, { apnsServer: 'apple' })
      const ctx = await signedIn(db, { role: 'admin' })
      await rotateIdentitySecret(ctx, { environmentId })
      const { token } = await signSetupToken(ctx, { environmentId })
      expect(await checkUserToken(ctx, { environmentId, token, userId: setupCustomer })).toMatchObject({ holds: true })
      const support = await signedIn(db, { role: 'support' })
      await expect(signSetupToken(support, { environmentId })).rejects.toMatchObject({ reason: 'forbidden' })
    }))

  it.each([true, false])('a new JWKS URL doesn’t change whether tokens are required: %s', (requiresIdentity) =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db, { requiresIdentity })
      const ctx = await signedIn(db, { role: 'admin' })
      await changeIdentity(ctx, { environmentId, jwksUrl: 'https://example.com/jwks.json' })
      expect(await findEnvironmentSettings(db, { environmentId })).toMatchObject({
        requiresIdentity,
        identityJwksUrl: 'https://example.com/jwks.json',
      })
    }),
  )

  it('after a rotation, accepts tokens of the new secret only, and keeps it out of the audit log', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const ctx = await signedIn(db, { role: 'admin' })
      const { secret: old } = await rotateIdentitySecret(ctx, { environmentId })
      const { secret } = await rotateIdentitySecret(ctx, { environmentId })
      const check = async (token: string, userId?: string) => checkUserToken(ctx, { environmentId, token, userId })
      expect(await check(await tokenFor('ann', secret), 'ann')).toMatchObject({ holds: true, sub: 'ann' })
      expect(await check(await tokenFor('ann', secret), 'bob')).toMatchObject({ holds: false })
      expect((await check(await tokenFor('ann', old))).message).toMatch(/secret rotated/)
      expect((await check(await tokenFor('ann', secret, '-5m'))).message).toMatch(/expired at/)
      expect((await check('no.jwt')).message).toMatch(/isn’t a JWT/)
      const entries = await entriesAbout(db, { subjectKind: 'environment', subjectId: environmentId })
      expect(JSON.stringify(entries)).not.toContain(secret)
    }))

  it('is denied to support staff', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const ctx = await signedIn(db, { role: 'support' })
      const refused = { reason: 'forbidden' }
      await expect(rotateIdentitySecret(ctx, { environmentId })).rejects.toMatchObject(refused)
      for (const verb of [changeIdentity, storeIdentity])
        await expect(verb(ctx, { environmentId, requiresIdentity: false })).rejects.toMatchObject(refused)
      await expect(checkUserToken(ctx, { environmentId, token: 'x' })).rejects.toMatchObject(refused)
    }))
})
