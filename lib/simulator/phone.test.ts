import { randomBytes, randomUUID } from 'node:crypto'
import { decodeJwt } from 'jose'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { deviceTokenHex, makeApiKey, makeCompany, makeEnvironment, unique } from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { companyEndpoints } from '@/db/schema/credentials'
import { inRollback } from '@/db/testing'
import { encrypt } from '@/lib/secrets'
import { signedIn } from '@/lib/testing/contexts'
import { demoCompanyPath } from './demo-company'
import { listPhoneEnvironments } from './list-phone-environments'
import { listPushes } from './list-pushes'
import { receiveCompanyPush } from './receive-company-push'
import { signUserToken } from './sign-user-token'

const epoch = new Date(0)

async function simulated(db: Db, apnsServer: 'simulator' | 'apple' = 'simulator') {
  const id = randomUUID()
  const identitySecret = encrypt('a secret of the company', `environments.identity_secret:${id}`)
  const environment = await makeEnvironment(db, { id, apnsServer, identitySecret })
  const { key } = await makeApiKey(db, { environmentId: environment.id, kind: 'publishable' })
  return { ...environment, publishableKey: key }
}

async function withEndpoint(db: Db) {
  const environment = await simulated(db)
  const secret = `whsec_${randomBytes(24).toString('base64')}`
  await db.insert(companyEndpoints).values({
    environmentId: environment.id,
    url: `http://127.0.0.1:3000${demoCompanyPath}`,
    signingSecret: encrypt(secret, `company_endpoints.signing_secret:${environment.id}`),
  })
  return { environment, secret }
}

function signedPush(secret: string, uuid: string) {
  const body = JSON.stringify({ uuid, payload: { aps: { alert: 'Hello' } } })
  const [id, at] = [randomUUID(), new Date()]
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  }
  return { body, headers }
}

describe('the phone', () => {
  it('lists only simulated environments of the person’s companies, with their publishable keys', () =>
    inRollback(async (db) => {
      const [own, real] = [await simulated(db), await simulated(db, 'apple')]
      const admin = await signedIn(db, { role: 'admin' })
      const found = await listPhoneEnvironments(admin, {})
      expect(found.find(({ id }) => id === own.id)?.publishableKey).toBe(own.publishableKey)
      expect(found.some(({ id }) => id === real.id)).toBe(false)
      const elsewhere = await signedIn(db, { role: 'viewer', companyIds: [(await makeCompany(db)).id] })
      expect(await listPhoneEnvironments(elsewhere, {})).toEqual([])
    }))

  it('gets a signed User-Token for a customer', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await simulated(db)
      const userId = unique('user')
      const token = await signUserToken(await signedIn(db, { role: 'admin' }), { environmentId, userId })
      expect(decodeJwt(token).sub).toBe(userId)
    }))

  it('signs nothing in environments with real devices or for other companies', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await simulated(db, 'apple')
      const userId = unique('user')
      const admin = await signedIn(db, { role: 'admin' })
      await expect(signUserToken(admin, { environmentId, userId })).rejects.toMatchObject({ reason: 'conflict' })
      const support = await signedIn(db, { role: 'support', companyIds: [(await makeCompany(db)).id] })
      await expect(signUserToken(support, { environmentId, userId })).rejects.toMatchObject({ reason: 'not-found' })
      expect(await entriesAbout(db, { subjectKind: 'customer', subjectId: userId })).toEqual([])
    }))
})

describe('the demo company', () => {
  it('accepts a push that Pushdesk signed, and the phone finds it', () =>
    inRollback(async (db) => {
      const { environment, secret } = await withEndpoint(db)
      const uuid = unique('uuid')
      await receiveCompanyPush(db, signedPush(secret, uuid))
      const admin = await signedIn(db, { role: 'admin' })
      const asked = { environmentId: environment.id, after: epoch }
      expect(await listPushes(admin, { ...asked, addresses: [uuid] })).toMatchObject([{ address: uuid }])
      expect(await listPushes(admin, { ...asked, addresses: [deviceTokenHex()] })).toEqual([])
    }))

  it('rejects a push that someone else signed or that was changed in transit', () =>
    inRollback(async (db) => {
      const { secret } = await withEndpoint(db)
      const forged = signedPush(`whsec_${randomBytes(24).toString('base64')}`, 'x')
      await expect(receiveCompanyPush(db, forged)).rejects.toMatchObject({ code: 'signature_invalid' })
      const changed = { ...signedPush(secret, 'x'), body: '{"uuid":"y","payload":{}}' }
      await expect(receiveCompanyPush(db, changed)).rejects.toMatchObject({ code: 'signature_invalid' })
    }))
})
