import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCompany } from '@/db/factories'
import { insertFirstToken } from '@/db/queries/staff/service-tokens'
import { changeStaffRow, replaceCompanies } from '@/db/queries/staff/staff'
import { makeServiceToken } from '@/db/staff-factories'
import { inRollback } from '@/db/testing'
import { readApps, readCompanies, readCompany } from '@/lib/companies/read-companies'
import { changeOwnName } from '@/lib/staff/account/change-own-name'
import { signedIn } from '@/lib/testing/contexts'
import { contextForToken } from './context-for-token'
import { createServiceToken } from './create-service-token'
import { listServiceTokens } from './list-service-tokens'
import { ofToken } from './make-token'
import { revokeServiceToken } from './revoke-service-token'
import { rotateServiceToken } from './rotate-service-token'

const live = (db: Db, token: string) => contextForToken(db, { token, requestId: 'test' })

describe('a service token', () => {
  it('acts with its own role and companies, in its owner’s name', () =>
    inRollback(async (db) => {
      const admin = await signedIn(db, { role: 'admin' })
      const [own, other] = [await makeCompany(db), await makeCompany(db)]
      const given = { name: 'Deployment', role: 'viewer', companyIds: [own.id] } as const
      const { token, id } = await createServiceToken(admin, { ...given, companyIds: [own.id] })
      const ctx = await live(db, token)
      if (!ctx) throw new Error('the token doesn’t work')
      expect(ctx.staff).toMatchObject({ id: admin.staff.id, role: 'viewer', companyIds: [own.id], token: { id } })
      expect((await readCompanies(ctx, {})).map((company) => company.id)).toEqual([own.id])
      await expect(readCompany(ctx, { companyId: other.id })).rejects.toMatchObject({ reason: 'not-found' })
      await expect(readApps(ctx, { companyId: other.id })).rejects.toMatchObject({ reason: 'not-found' })
      await expect(createServiceToken(ctx, { name: 'A', role: 'admin' })).rejects.toMatchObject({ reason: 'forbidden' })
      await expect(changeOwnName(ctx, { name: 'Else' })).rejects.toMatchObject({ reason: 'forbidden' })
    }))

  it('has no more access than its owner has now', () =>
    inRollback(async (db) => {
      const admin = await signedIn(db, { role: 'admin' })
      const [own, other] = [await makeCompany(db), await makeCompany(db)]
      const staffId = admin.staff.id
      const { token } = await createServiceToken(admin, { name: 'Deployment', role: 'admin' })
      const narrow = { name: 'Deployment', role: 'support', companyIds: [own.id, other.id] } as const
      const { token: narrowToken } = await createServiceToken(admin, { ...narrow, companyIds: [...narrow.companyIds] })
      await changeStaffRow(db, { staffId, role: 'integration_manager' })
      await replaceCompanies(db, { staffId, companyIds: [own.id], companyRoles: {} })
      const access = async (which: string) => (await live(db, which))?.staff
      expect(await access(token)).toMatchObject({ role: 'integration_manager', companyIds: [own.id] })
      expect(await access(narrowToken)).toMatchObject({ role: 'support', companyIds: [own.id] })
      await replaceCompanies(db, { staffId, companyIds: [own.id], companyRoles: { [own.id]: 'viewer' } })
      expect(await access(narrowToken)).toMatchObject({ role: 'viewer', companyIds: [own.id] })
      await replaceCompanies(db, { staffId, companyIds: [], companyRoles: {} })
      expect(await access(token)).toMatchObject({ companyIds: [] })
    }))

  it('requires a company unless its role is admin', () =>
    inRollback(async (db) => {
      const admin = await signedIn(db, { role: 'admin' })
      const given = { name: 'Deployment', role: 'support' } as const
      await expect(createServiceToken(admin, given)).rejects.toMatchObject({
        fields: { companyIds: expect.any(Array) },
      })
    }))

  it('stops working when it is revoked, when it expires, and while its owner is disabled', () =>
    inRollback(async (db) => {
      const admin = await signedIn(db, { role: 'admin' })
      const colleague = await signedIn(db, { role: 'admin' })
      const made = await createServiceToken(admin, { name: 'A', role: 'admin', expiresInDays: 1 })
      const later = new Date(Date.now() + 25 * 3_600_000)
      expect(await live(db, made.token)).toBeDefined()
      expect(await contextForToken(db, { token: made.token, requestId: 'test', now: later })).toBeUndefined()
      await changeStaffRow(db, { staffId: admin.staff.id, disabledAt: new Date() })
      expect(await live(db, made.token)).toBeUndefined()
      const listed = async () => (await listServiceTokens(colleague, {})).find(({ id }) => id === made.id)?.state
      expect(await listed()).toBe('owner_disabled')
      // A rotation makes the person who rotates the owner, and keeps the original lifetime.
      const next = await rotateServiceToken(colleague, { tokenId: made.id, overlapHours: 0 })
      expect(await listed()).toBe('revoked')
      expect(next.expiresAt?.getTime()).toBeGreaterThan(Date.now() + 23 * 3_600_000)
      expect((await live(db, next.token))?.staff.id).toBe(colleague.staff.id)
      await revokeServiceToken(colleague, { tokenId: next.id })
      expect(await live(db, next.token)).toBeUndefined()
    }))
})

describe('the first service token', () => {
  it('is created only in an empty database', () =>
    inRollback(async (db) => {
      await makeServiceToken(db)
      const { token: _, ...stored } = ofToken(`st_${'a'.repeat(32)}`)
      expect(await insertFirstToken(db, { ...stored, name: 'First', role: 'admin', companyIds: [] })).toBe(false)
    }))
})
