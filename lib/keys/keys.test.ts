import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeApiKey, makeCompany, makeEnvironment } from '@/db/factories'
import { findLiveKey } from '@/db/queries/settings/api-keys'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { hashOf } from '@/lib/secrets'
import { signedIn } from '@/lib/testing/contexts'
import { createKey } from './create-key'
import { findKey } from './find-key'
import { listKeys } from './list-keys'
import { revokeKey } from './revoke-key'
import { rotateKey } from './rotate-key'

const isLive = async (db: Db, key: string) =>
  Boolean(await findLiveKey(db, { keyHash: hashOf(key), now: new Date(Date.now() + 5_000) }))

describe('API keys', () => {
  it('a new secret key works, is shown in full only in the result, and is audited', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const ctx = await signedIn(db, { role: 'admin' })
      const made = await createKey(ctx, { environmentId, kind: 'secret', name: 'Server' })
      expect(made.key).toMatch(/^sk_[\w-]{32}$/)
      expect(await isLive(db, made.key)).toBe(true)
      const listed = await listKeys(ctx, { environmentId })
      expect(listed[0]).toMatchObject({
        name: 'Server',
        lastFour: made.key.slice(-4),
        state: 'live',
        publishableKey: null,
      })
      const [entry] = await entriesAbout(db, { subjectKind: 'api_key', subjectId: made.id })
      expect(entry).toMatchObject({ action: 'api_key.create', actorId: ctx.staff.id, environmentId })
      for (const told of [listed, entry]) expect(JSON.stringify(told)).not.toContain(made.key)
    }))

  it('a publishable key can be read again by staff who can see the settings', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const made = await createKey(await signedIn(db, { role: 'admin' }), {
        environmentId,
        kind: 'publishable',
        name: 'App',
      })
      const [row] = await listKeys(await signedIn(db, { role: 'admin' }), { environmentId })
      expect(row?.publishableKey).toBe(made.key)
    }))

  it('rotating keeps the old key active for the overlap, or ends it at once without one', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const ctx = await signedIn(db, { role: 'admin' })
      const old = await makeApiKey(db, { environmentId, kind: 'secret' })
      const first = await rotateKey(ctx, { environmentId, keyId: old.id, overlapHours: 24 })
      expect([await isLive(db, old.key), await isLive(db, first.key)]).toEqual([true, true])
      expect(+first.oldEndsAt - Date.now()).toBeCloseTo(24 * 3_600_000, -5)
      const second = await rotateKey(ctx, { environmentId, keyId: first.id, overlapHours: 0 })
      expect([await isLive(db, first.key), await isLive(db, second.key)]).toEqual([false, true])
      const [entry] = await entriesAbout(db, { subjectKind: 'api_key', subjectId: second.id })
      expect(entry).toMatchObject({ action: 'api_key.rotate', before: { keyId: first.id } })
      await expect(rotateKey(ctx, { environmentId, keyId: first.id, overlapHours: 1 })).rejects.toMatchObject({
        reason: 'not-found',
      })
      await expect(rotateKey(ctx, { environmentId, keyId: second.id, overlapHours: 2 })).rejects.toMatchObject({
        reason: 'invalid',
      })
    }))

  it('revoking takes the last four characters, and applies at once', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const ctx = await signedIn(db, { role: 'admin' })
      const key = await makeApiKey(db, { environmentId, kind: 'secret' })
      const revoke = (confirmation: string) => revokeKey(ctx, { environmentId, keyId: key.id, confirmation })
      await expect(revoke('nope')).rejects.toMatchObject({ fields: { confirmation: [expect.any(String)] } })
      expect(await isLive(db, key.key)).toBe(true)
      await revoke(key.lastFour)
      expect(await isLive(db, key.key)).toBe(false)
      await expect(revoke(key.lastFour)).rejects.toMatchObject({ reason: 'not-found' })
    }))

  it('support can’t create keys, other companies see none, and another environment’s key isn’t found', () =>
    inRollback(async (db) => {
      const company = await makeCompany(db)
      const { id: environmentId } = await makeEnvironment(db)
      const { id: elsewhere } = await makeEnvironment(db)
      const key = await makeApiKey(db, { environmentId, kind: 'secret' })
      const other = await signedIn(db, { role: 'integration_manager', companyIds: [company.id] })
      const support = await signedIn(db, { role: 'support' })
      const make = { environmentId, kind: 'secret', name: 'x' } as const
      await expect(createKey(support, make)).rejects.toMatchObject({ reason: 'forbidden' })
      await expect(createKey(other, make)).rejects.toMatchObject({ reason: 'not-found' })
      await expect(listKeys(other, { environmentId })).rejects.toMatchObject({ reason: 'not-found' })
      await expect(findKey(other, { environmentId, keyId: key.id })).rejects.toMatchObject({ reason: 'not-found' })
      const admin = await signedIn(db, { role: 'admin' })
      const elsewhereToo = { environmentId: elsewhere, keyId: key.id }
      await expect(findKey(admin, elsewhereToo)).rejects.toMatchObject({ reason: 'not-found' })
      expect(await findKey(admin, { environmentId, keyId: key.id })).toMatchObject({ id: key.id, state: 'live' })
      const revoke = { environmentId: elsewhere, keyId: key.id, confirmation: key.lastFour }
      await expect(revokeKey(admin, revoke)).rejects.toMatchObject({ reason: 'not-found' })
      expect(await isLive(db, key.key)).toBe(true)
    }))
})
