import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCompany, unique } from '@/db/factories'
import { changeStaffRow } from '@/db/queries/staff/staff'
import { makeSession } from '@/db/staff-factories'
import { inRollback } from '@/db/testing'
import type { StaffContext } from '@/lib/context'
import { approveProposal } from '@/lib/prompts/publishing/decide-proposal'
import { showOwnHold } from '@/lib/staff/account/show-own-hold'
import { contextForSession } from '@/lib/staff/sign-in/context-for-session'
import { acceptInvitation } from '@/lib/staff/team/accept-invitation'
import { changeTeammate } from '@/lib/staff/team/change-teammate'
import { disableTeammate } from '@/lib/staff/team/disable-teammate'
import { enableTeammate } from '@/lib/staff/team/enable-teammate'
import { endTeammatesSecondFactor } from '@/lib/staff/team/end-teammates-second-factor'
import { inviteStaff } from '@/lib/staff/team/invite-staff'
import { makePasswordLink } from '@/lib/staff/team/make-password-link'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'
import { listApprovals } from './list-approvals'

/** An admin's own proposal for a production app, and the colleague who would be the second person. */
async function adminProposes(db: Db) {
  const { app, company } = await promptWorkspace(db, { requiresApproval: true })
  const admin = await signedIn(db, { role: 'admin' })
  const colleague = await signedIn(db, { role: 'integration_manager', companyIds: [company.id], name: unique('0') })
  const at = { appId: app.id, environmentName: 'production' } as const
  const done = await savePrompt(admin, { ...at, comment: 'Launch', typed: app.name, content: on() })
  if (done.status !== 'proposed') throw new Error('it was saved without a second person')
  return { admin, colleague, company, at, appName: app.name, proposalId: done.proposalId }
}

const password = 'correct horse battery'
const accept = (db: Db, token: string) => acceptInvitation(db, { token, name: 'Someone', password, requestId: 'test' })

async function as(db: Db, staffId: string): Promise<StaffContext> {
  const ctx = await contextForSession(db, { token: await makeSession(db, { staffId }), requestId: 'test' })
  if (!ctx) throw new Error('the session did not sign in')
  return ctx
}

type Place = Awaited<ReturnType<typeof adminProposes>>

/** Every way in which an admin can gain a second person's account. */
const waysIn: [string, (db: Db, place: Place) => Promise<StaffContext>][] = [
  [
    'made a password link for',
    async (_db, { admin, colleague }) => {
      await makePasswordLink(admin, { staffId: colleague.staff.id })
      return colleague
    },
  ],
  [
    'made a password link for that was used when the day of the link was over',
    async (db, { admin, colleague }) => {
      const staffId = colleague.staff.id
      const { token } = await makePasswordLink(admin, { staffId })
      await changeStaffRow(db, { staffId, approvalsHeldUntil: null })
      await accept(db, token)
      return as(db, staffId)
    },
  ],
  [
    'ended the second factor of',
    async (db, { admin, colleague }) => {
      const staffId = colleague.staff.id
      await changeStaffRow(db, { staffId, totpSecret: 'sealed', totpConfirmedAt: new Date() })
      await endTeammatesSecondFactor(admin, { staffId })
      return colleague
    },
  ],
  [
    'invited',
    async (db, { admin, company }) => {
      const who = { email: `${unique('new')}@example.com`, name: 'New', companyIds: [company.id] }
      const { token } = await inviteStaff(admin, { ...who, role: 'integration_manager' })
      return as(db, (await accept(db, token)).id)
    },
  ],
  [
    'gave the role to',
    async (db, { admin, company }) => {
      const viewer = await signedIn(db, { role: 'viewer', companyIds: [company.id] })
      const access = { role: 'integration_manager' as const, companyIds: [company.id] }
      await changeTeammate(admin, { staffId: viewer.staff.id, ...access })
      return as(db, viewer.staff.id)
    },
  ],
  [
    'gave the company to',
    async (db, { admin, company }) => {
      const other = await makeCompany(db)
      const manager = await signedIn(db, { role: 'integration_manager', companyIds: [other.id] })
      const access = { role: 'integration_manager' as const, companyIds: [other.id, company.id] }
      await changeTeammate(admin, { staffId: manager.staff.id, ...access })
      return as(db, manager.staff.id)
    },
  ],
  [
    'enabled again',
    async (db, { admin, colleague }) => {
      const staffId = colleague.staff.id
      await disableTeammate(admin, { staffId })
      await enableTeammate(admin, { staffId })
      return as(db, staffId)
    },
  ],
]

it.each(waysIn)('a person whom an admin %s can’t approve anything for a day', (_, getIn) =>
  inRollback(async (db) => {
    const place = await adminProposes(db)
    const { admin, at, proposalId } = place
    const second = await getIn(db, place)
    await expect(approveProposal(second, { ...at, proposalId })).rejects.toMatchObject({
      reason: 'forbidden',
      code: 'approvals_held',
      message: expect.stringContaining(admin.staff.name),
    })
    // Every page shows them the hold.
    expect(await showOwnHold(second, {})).toMatchObject({
      words: expect.stringContaining(admin.staff.name),
      mayApprove: true,
    })
    const [waiting] = await listApprovals(second, {})
    expect(waiting).toMatchObject({ id: proposalId, mayDecide: false })
    await changeStaffRow(db, { staffId: second.staff.id, approvalsHeldUntil: new Date(Date.now() - 1) })
    expect(await approveProposal(second, { ...at, proposalId })).toEqual({ revision: 1 })
  }),
)

it.each(waysIn)('a proposal by a person whom an admin %s can be approved by anyone but that admin', (_, getIn) =>
  inRollback(async (db) => {
    const place = await adminProposes(db)
    const { admin, at } = place
    const puppet = await getIn(db, place)
    const change = {
      ...at,
      comment: 'Half',
      typed: place.appName,
      content: on({ rollout: { share: 50_000, salt: '' } }),
    }
    const done = await savePrompt(puppet, change)
    if (done.status !== 'proposed') throw new Error('it was saved without a second person')
    const { proposalId } = done
    await expect(approveProposal(admin, { ...at, proposalId })).rejects.toMatchObject({
      reason: 'forbidden',
      code: 'approvals_held',
      message: expect.stringContaining(puppet.staff.name),
    })
    const waiting = (await listApprovals(admin, {})).find(({ id }) => id === proposalId)
    expect(waiting).toMatchObject({ mayDecide: false })
    expect(waiting?.approvers ?? '').not.toContain('you')
    const other = await signedIn(db, { role: 'admin' })
    expect(await approveProposal(other, { ...at, proposalId })).toEqual({ revision: 1 })
  }),
)

it('an admin may approve a proposal made before they gained access to its author’s account', () =>
  inRollback(async (db) => {
    const { admin, colleague, at, appName } = await adminProposes(db)
    const done = await savePrompt(colleague, {
      ...at,
      comment: 'Half',
      typed: appName,
      content: on({ rollout: { share: 50_000, salt: '' } }),
    })
    if (done.status !== 'proposed') throw new Error('it was saved without a second person')
    const { proposalId } = done
    await makePasswordLink(admin, { staffId: colleague.staff.id })
    expect(await approveProposal(admin, { ...at, proposalId })).toEqual({ revision: 1 })
  }))

it('losing a company doesn’t hold a person’s approvals', () =>
  inRollback(async (db) => {
    const { admin, colleague, company, at, proposalId } = await adminProposes(db)
    const other = await makeCompany(db)
    const both = { role: 'integration_manager' as const, companyIds: [company.id, other.id] }
    const manager = await signedIn(db, both)
    await changeTeammate(admin, { staffId: manager.staff.id, ...both, companyIds: [company.id] })
    expect(await approveProposal(await as(db, manager.staff.id), { ...at, proposalId })).toEqual({ revision: 1 })
    expect(colleague.staff.id).not.toBe(manager.staff.id)
  }))

it('a platform change in production needs a second admin if one company requires approval', () =>
  inRollback(async (db) => {
    const at = { scope: 'platform', environmentName: 'production' } as const
    const { company, manager } = await promptWorkspace(db, { requiresApproval: true })
    const [author, second] = [await signedIn(db, { role: 'admin' }), await signedIn(db, { role: 'admin' })]
    const done = await savePrompt(author, { ...at, comment: 'For all', typed: 'all', content: on() })
    if (done.status !== 'proposed') throw new Error('it was saved without a second person')
    const { proposalId } = done
    expect(await listApprovals(second, {})).toMatchObject([
      { id: proposalId, companyName: 'Platform', companySlug: null, mayDecide: true },
    ])
    expect(await listApprovals(manager, {})).toEqual([])
    await expect(approveProposal(author, { ...at, proposalId })).rejects.toMatchObject({ reason: 'forbidden' })
    await expect(approveProposal(manager, { ...at, proposalId })).rejects.toMatchObject({ reason: 'forbidden' })
    const elsewhere = { companyId: company.id, environmentName: 'production' } as const
    await expect(approveProposal(manager, { ...elsewhere, proposalId })).rejects.toMatchObject({ reason: 'not-found' })
    expect(await approveProposal(second, { ...at, proposalId })).toMatchObject({ revision: expect.any(Number) })
  }))

it('a company archived less than a day ago still requires a second admin for platform changes', () =>
  inRollback(async (db) => {
    await makeCompany(db, { requiresApproval: true, archivedAt: new Date(Date.now() - 23 * 3_600_000) })
    const author = await signedIn(db, { role: 'admin' })
    const at = { scope: 'platform', environmentName: 'production' } as const
    expect(await savePrompt(author, { ...at, comment: 'For all', typed: 'all', content: on() })).toMatchObject({
      status: 'proposed',
    })
  }))

it('a platform change needs no second admin if no company requires approval', () =>
  inRollback(async (db) => {
    await makeCompany(db, { requiresApproval: true, archivedAt: new Date(Date.now() - 25 * 3_600_000) })
    const author = await signedIn(db, { role: 'admin' })
    const at = { scope: 'platform', environmentName: 'production' } as const
    expect(await savePrompt(author, { ...at, comment: 'For all', typed: 'all', content: on() })).toMatchObject({
      status: 'saved',
    })
  }))
