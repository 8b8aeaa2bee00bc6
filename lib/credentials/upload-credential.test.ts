import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeApp, makeCompany, makeEnvironment } from '@/db/factories'
import { findEnvironmentSettings } from '@/db/queries/settings/environment-settings'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { atClosedPort } from '@/lib/apns/testing/closed-port'
import { simulatedApns, topic } from '@/lib/apns/testing/simulated-apns'
import { env } from '@/lib/env'
import { setApnsServer } from '@/lib/environments/set-apns-server'
import { signedIn } from '@/lib/testing/contexts'
import { checkCredential } from './check-credential'
import { findCredentials } from './find-credentials'
import { listCredentials } from './list-credentials'
import { revokeCredential } from './revoke-credential'
import { storeCredential } from './store-credential'
import { uploadCredential } from './upload-credential'

type Apns = Awaited<ReturnType<typeof simulatedApns>>
let apns: Apns
const settings = env()
const before = { ...settings }

// Stands in for Apple: the same checks, on a local socket.
beforeAll(async () => {
  apns = await simulatedApns()
  const caFile = join(await mkdtemp(join(tmpdir(), 'pushdesk-ca-')), 'ca.pem')
  await writeFile(caFile, apns.simulator.caPem)
  Object.assign(settings, { APNS_SANDBOX_URL: apns.simulator.origins.sandbox, APNS_CA_FILE: caFile })
})
afterAll(async () => {
  Object.assign(settings, { APNS_CA_FILE: undefined }, before)
  await apns.simulator.close()
})

const keyOf = () => {
  const { keyId, teamId, privateKey } = apns.key.signing
  return { keyId, teamId, privateKey }
}

async function makeBlocked(db: Db) {
  const app = await makeApp(db, { bundleId: topic })
  const given = { blockedReason: 'InvalidProviderToken', blockedAt: new Date() }
  const { id: environmentId } = await makeEnvironment(db, { appId: app.id, ...given })
  return { environmentId, ctx: await signedIn(db, { role: 'admin' }) }
}

describe('uploading an APNs key', () => {
  it('verifies it, stores it encrypted, switches the environment to Apple, and resumes its queue', () =>
    inRollback(async (db) => {
      const { environmentId, ctx } = await makeBlocked(db)
      const stored = await uploadCredential(ctx, { environmentId, ...keyOf() })
      expect(stored).toMatchObject({ isVerified: true, wasSimulated: true })
      expect(await findEnvironmentSettings(db, { environmentId })).toMatchObject({
        apnsServer: 'apple',
        blockedReason: null,
      })
      const listed = await listCredentials(ctx, { environmentId })
      expect(listed).toMatchObject([{ keyId: 'KEY4567890', isSigning: true, verifiedAnswer: 'BadDeviceToken' }])
      const entries = await entriesAbout(db, { subjectKind: 'apns_credential', subjectId: stored.id })
      expect(entries).toMatchObject([{ action: 'credential.upload', actorId: ctx.staff.id }])
      const secret = keyOf().privateKey.split('\n')[1] ?? ''
      const everything = await db.query.apnsCredentials.findMany()
      for (const told of [stored, listed, entries, everything]) expect(JSON.stringify(told)).not.toContain(secret)
      expect(await checkCredential(ctx, { environmentId, credentialId: stored.id })).toMatchObject({ verdict: 'holds' })
    }))

  it('stores nothing for a role without the permission, whichever half is called', () =>
    inRollback(async (db) => {
      const { environmentId } = await makeBlocked(db)
      const viewer = await signedIn(db, { role: 'viewer', companyIds: [] })
      const given = { environmentId, ...keyOf() }
      await expect(uploadCredential(viewer, given)).rejects.toMatchObject({ reason: 'forbidden' })
      const checked = { ...given, answer: 'accepted', isVerified: true }
      await expect(storeCredential(viewer, checked)).rejects.toMatchObject({ reason: 'forbidden' })
      expect(await listCredentials(await signedIn(db, { role: 'admin' }), { environmentId })).toEqual([])
    }))

  it('stores no key that APNs rejects, and says what to check', () =>
    inRollback(async (db) => {
      const { environmentId, ctx } = await makeBlocked(db)
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const other = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
      const upload = uploadCredential(ctx, { environmentId, ...keyOf(), privateKey: other })
      await expect(upload).rejects.toMatchObject({
        code: 'credential_refused',
        fields: { teamId: [expect.any(String)] },
      })
      expect(await listCredentials(ctx, { environmentId })).toEqual([])
      expect(await findEnvironmentSettings(db, { environmentId })).toMatchObject({
        apnsServer: 'simulator',
        blockedReason: 'InvalidProviderToken',
      })
    }))

  it('stores an unverified key only on request when APNs is unreachable', () =>
    inRollback(async (db) => {
      const { environmentId, ctx } = await makeBlocked(db)
      const end = atClosedPort()
      try {
        const given = { environmentId, ...keyOf() }
        await expect(uploadCredential(ctx, given)).rejects.toMatchObject({ code: 'apns_unreachable' })
        expect(await listCredentials(ctx, { environmentId })).toEqual([])
        expect(await uploadCredential(ctx, { ...given, isUnchecked: true })).toMatchObject({ isVerified: false })
        expect(await listCredentials(ctx, { environmentId })).toMatchObject([{ isSigning: true, verifiedAt: null }])
      } finally {
        end()
      }
    }))

  it('keeps the previous key for the overlap; revoking requires typing the key ID', () =>
    inRollback(async (db) => {
      const { environmentId, ctx } = await makeBlocked(db)
      const older = { ...keyOf(), keyId: 'KEY0000001', answer: 'BadDeviceToken', isVerified: true }
      const first = await storeCredential(ctx, { environmentId, ...older })
      const second = await uploadCredential(ctx, { environmentId, ...keyOf() })
      const signing = async () => (await listCredentials(ctx, { environmentId })).find((key) => key.isSigning)?.id
      expect(await signing()).toBe(second.id)
      const revoke = (confirmation: string) =>
        revokeCredential(ctx, { environmentId, credentialId: second.id, confirmation })
      await expect(revoke('KEY')).rejects.toMatchObject({ reason: 'invalid' })
      await revoke('key4567890')
      expect(await signing()).toBe(first.id)
    }))

  it('is refused for the key already in use, unless it switches the environment back to Apple', () =>
    inRollback(async (db) => {
      const { environmentId, ctx } = await makeBlocked(db)
      const upload = () => uploadCredential(ctx, { environmentId, ...keyOf() })
      const { id } = await upload()
      await expect(upload()).rejects.toMatchObject({
        reason: 'conflict',
        message: 'Nothing to save: Pushdesk already signs with this key, KEY4567890.',
      })
      await setApnsServer(ctx, { environmentId, apnsServer: 'simulator' })
      expect(await upload()).toMatchObject({ id, wasSimulated: true })
      expect(await listCredentials(ctx, { environmentId })).toMatchObject([{ id, isSigning: true }])
    }))

  it('names each invalid field, and is denied to support staff and to managers of other companies', () =>
    inRollback(async (db) => {
      const { environmentId, ctx } = await makeBlocked(db)
      const wrong = { environmentId, keyId: 'short', teamId: '', privateKey: 'hello' }
      await expect(uploadCredential(ctx, wrong)).rejects.toMatchObject({
        fields: { keyId: [expect.any(String)], teamId: [expect.any(String)], privateKey: [expect.any(String)] },
      })
      const support = await signedIn(db, { role: 'support' })
      await expect(uploadCredential(support, { environmentId, ...keyOf() })).rejects.toMatchObject({
        reason: 'forbidden',
      })
      const { id } = await makeCompany(db)
      const stranger = await signedIn(db, { role: 'integration_manager', companyIds: [id] })
      await expect(uploadCredential(stranger, { environmentId, ...keyOf() })).rejects.toMatchObject({
        reason: 'not-found',
      })
      const given = keyOf()
      const name = given.keyId
      await uploadCredential(ctx, { environmentId, ...given })
      expect(await findCredentials(ctx, { environmentId, name })).toMatchObject([{ keyId: name }])
      await expect(findCredentials(stranger, { environmentId, name })).rejects.toMatchObject({ reason: 'not-found' })
      const elsewhere = await makeBlocked(db)
      await expect(
        findCredentials(elsewhere.ctx, { environmentId: elsewhere.environmentId, name }),
      ).rejects.toMatchObject({ reason: 'not-found' })
    }))
})
