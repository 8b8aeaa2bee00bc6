import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeApp, makeCompany, makeEnvironment, unique } from '@/db/factories'
import { approversToMail } from '@/db/queries/staff/mail-readers'
import { colleaguesOf, findStaff, listManagersOf } from '@/db/queries/staff/staff'
import { inRollback } from '@/db/testing'
import { listAudit } from '@/lib/audit/list-audit'
import { listChannels } from '@/lib/channels/list-channels'
import { workspace } from '@/lib/companies/workspace'
import { turnOffPrompt } from '@/lib/prompts/publishing/turn-off-prompt'
import { showPrompt } from '@/lib/prompts/show-prompt'
import { signedIn } from '@/lib/testing/contexts'
import { acceptInvitation } from './accept-invitation'
import { changeTeammate } from './change-teammate'
import { inviteStaff } from './invite-staff'
import { listTeam } from './list-team'

const production = { environmentName: 'production' as const }

async function companyWithApp(db: Db) {
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  await makeEnvironment(db, { appId: app.id, name: 'production' })
  return { companyId: company.id, slug: company.slug, appId: app.id }
}

/** Integration manager in one company, viewer in the other. */
async function managerAndViewer(db: Db) {
  const [theirs, looked] = [await companyWithApp(db), await companyWithApp(db)]
  const ctx = await signedIn(db, {
    role: 'integration_manager',
    companyIds: [theirs.companyId, looked.companyId],
    companyRoles: { [looked.companyId]: 'viewer' },
  })
  return { ctx, theirs, looked }
}

describe('a role per company', () => {
  it('decides what the person may do, and what their pages offer, in each company', () =>
    inRollback(async (db) => {
      const { ctx, theirs, looked } = await managerAndViewer(db)
      await expect(turnOffPrompt(ctx, { ...production, appId: looked.appId })).rejects.toMatchObject({
        reason: 'forbidden',
        message: expect.stringContaining('Your role in this company'),
      })
      expect(await showPrompt(ctx, { ...production, appId: looked.appId })).toMatchObject({ mayPublish: false })
      expect(await showPrompt(ctx, { ...production, appId: theirs.appId })).toMatchObject({ mayPublish: true })
      await turnOffPrompt(ctx, { ...production, appId: theirs.appId })
      const roles = Object.fromEntries((await workspace(ctx, {})).map(({ id, role }) => [id, role]))
      expect(roles).toEqual({ [theirs.companyId]: 'integration_manager', [looked.companyId]: 'viewer' })
    }))

  it('limits cross-company lists to companies where the role may see them', () =>
    inRollback(async (db) => {
      const { ctx, theirs, looked } = await managerAndViewer(db)
      const admin = await signedIn(db, { role: 'admin' })
      for (const { appId } of [theirs, looked]) await turnOffPrompt(admin, { ...production, appId })
      const { entries } = await listAudit(ctx, {})
      expect(entries.map(({ companySlug }) => companySlug)).toEqual([theirs.slug])
      expect(await listChannels(ctx, {})).toEqual([])
    }))

  it('decides who is asked to approve, named as manager, and listed as a colleague to contact', () =>
    inRollback(async (db) => {
      const { ctx, theirs, looked } = await managerAndViewer(db)
      const named = async (companyId: string) => (await listManagersOf(db, { companyId })).map(({ id }) => id)
      expect(await named(theirs.companyId)).toEqual([ctx.staff.id])
      expect(await named(looked.companyId)).toEqual([])
      const mailed = async (companyId: string) =>
        (await approversToMail(db, { companyId, exceptId: null })).map(({ email }) => email)
      expect(await mailed(theirs.companyId)).toContain(ctx.staff.email)
      expect(await mailed(looked.companyId)).not.toContain(ctx.staff.email)
      const colleagues = async (companyId: string) =>
        (await colleaguesOf(db, { companyId, perRole: 50 })).filter(({ email }) => email === ctx.staff.email)
      expect(await colleagues(theirs.companyId)).toMatchObject([{ role: 'integration_manager' }])
      expect(await colleagues(looked.companyId)).toEqual([])
    }))

  it('is stored with the strongest role as the person’s own, which the sign-in rules use', () =>
    inRollback(async (db) => {
      const admin = await signedIn(db, { role: 'admin' })
      const [one, other] = [await makeCompany(db), await makeCompany(db)]
      const email = `${unique('new')}@example.com`
      const { token } = await inviteStaff(admin, {
        ...{ email, name: 'New', role: 'viewer' },
        companyIds: [one.id, other.id],
        companyRoles: { [one.id]: 'integration_manager' },
      })
      const { id } = await acceptInvitation(db, {
        token,
        name: 'New',
        password: 'correct horse battery',
        requestId: 'r',
      })
      expect(await findStaff(db, { staffId: id })).toMatchObject({
        role: 'integration_manager',
        companyRoles: { [other.id]: 'viewer' },
      })
      // The same access, expressed differently.
      const said = { staffId: id, role: 'integration_manager' as const, companyIds: [one.id, other.id] }
      await expect(changeTeammate(admin, { ...said, companyRoles: { [other.id]: 'viewer' } })).rejects.toMatchObject({
        reason: 'conflict',
      })
      await changeTeammate(admin, said)
      expect(await findStaff(db, { staffId: id })).toMatchObject({
        role: 'integration_manager',
        companyRoles: {},
        // The person can now approve in one more company.
        approvalsHeldFor: 'access',
      })
    }))

  it('is rejected for an unassigned company, and can’t be admin', () =>
    inRollback(async (db) => {
      const admin = await signedIn(db, { role: 'admin' })
      const [one, other] = [await makeCompany(db), await makeCompany(db)]
      const invited = {
        email: `${unique('new')}@example.com`,
        name: 'New',
        role: 'viewer' as const,
        companyIds: [one.id],
      }
      await expect(inviteStaff(admin, { ...invited, companyRoles: { [other.id]: 'support' } })).rejects.toMatchObject({
        fields: { [`companyRoles.${other.id}`]: [expect.stringContaining('isn’t assigned')] },
      })
      await expect(
        inviteStaff(admin, { ...invited, companyRoles: { [one.id]: 'admin' as 'support' } }),
      ).rejects.toMatchObject({
        fields: { [`companyRoles.${one.id}`]: [expect.stringContaining('admins are admins everywhere')] },
      })
    }))

  it('is hidden from colleagues who don’t share the company', () =>
    inRollback(async (db) => {
      const { ctx, theirs } = await managerAndViewer(db)
      const viewer = await signedIn(db, { role: 'viewer', companyIds: [theirs.companyId] })
      const person = (await listTeam(viewer, {})).people.find(({ id }) => id === ctx.staff.id)
      expect(person).toMatchObject({ companyIds: [theirs.companyId], companyRoles: {} })
    }))
})
