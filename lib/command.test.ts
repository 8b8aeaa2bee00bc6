import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { makeCompany, makeEnvironment, unique } from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { command } from './command'
import { inEnvironment } from './scope'
import { signedIn } from './testing/contexts'

const Rename = inEnvironment({ name: z.string().min(1, 'Give it a name.') })
const rename = command('device.disable', Rename, async ({ input }) => ({
  result: input.name,
  audit: { subject: { kind: 'device', id: input.name }, after: { name: input.name } },
}))

describe('command', () => {
  it('runs for a permitted role and records an audit entry', () =>
    inRollback(async (db) => {
      const environment = await makeEnvironment(db)
      const ctx = await signedIn(db, { role: 'admin' })
      const name = unique('device')
      expect(await rename(ctx, { environmentId: environment.id, name })).toBe(name)
      const [entry] = await entriesAbout(db, { subjectKind: 'device', subjectId: name })
      expect(entry).toMatchObject({ action: 'device.disable', actorId: ctx.staff.id, environmentId: environment.id })
    }))

  it('refuses a role without the permission', () =>
    inRollback(async (db) => {
      const environment = await makeEnvironment(db)
      const ctx = await signedIn(db, { role: 'viewer' })
      await expect(rename(ctx, { environmentId: environment.id, name: 'x' })).rejects.toMatchObject({
        reason: 'forbidden',
      })
    }))

  it('finds nothing in a company that the person can’t access', () =>
    inRollback(async (db) => {
      const environment = await makeEnvironment(db)
      const own = await makeCompany(db)
      const ctx = await signedIn(db, { role: 'support', companyIds: [own.id] })
      await expect(rename(ctx, { environmentId: environment.id, name: 'x' })).rejects.toMatchObject({
        reason: 'not-found',
      })
    }))

  it('names every invalid field', () =>
    inRollback(async (db) => {
      const ctx = await signedIn(db, { role: 'admin' })
      await expect(rename(ctx, { environmentId: 'no', name: '' })).rejects.toMatchObject({
        reason: 'invalid',
        fields: { name: ['Give it a name.'], environmentId: [expect.any(String)] },
      })
    }))
})
