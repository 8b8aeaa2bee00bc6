import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { insertFavorite } from '@/db/queries/staff/favorites'
import { changeStaffRow, replaceCompanies } from '@/db/queries/staff/staff'
import { makeStaff } from '@/db/staff-factories'
import { inRollback } from '@/db/testing'
import { approveProposal, closeProposal } from '@/lib/prompts/publishing/decide-proposal'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'
import { address, deliverAll, mailed } from './testing/mailed'

describe('a prompt change', () => {
  it('that waits is emailed to people who can approve it, except its author', () =>
    inRollback(async (db) => {
      const mails = await mailed()
      const { app, company, manager } = await promptWorkspace(db, { requiresApproval: true })
      const own = { role: 'integration_manager' as const, companyIds: [company.id] }
      const colleague = await makeStaff(db, { ...own, email: address() })
      await makeStaff(db, { ...own, role: 'support', email: address() })
      await makeStaff(db, { role: 'integration_manager', email: address() })
      const at = { appId: app.id, environmentName: 'production' } as const
      await savePrompt(manager, { ...at, comment: 'Launch', typed: app.name, content: on() })
      await deliverAll(db)
      const toManagers = mails.filter(({ text }) => text.includes('second person’s approval'))
      expect(toManagers.map(({ to }) => to)).toContain(colleague.email)
      const admins = await db.query.staff.findMany({ where: ({ role }, { eq }) => eq(role, 'admin') })
      const allowed = new Set([colleague.email, ...admins.map(({ email }) => email)])
      expect(toManagers.filter(({ to }) => !allowed.has(to))).toEqual([])
      expect(toManagers[0]?.text).toContain('“Launch”')
    }))

  describe.each([
    ['approved', approveProposal, 'It is saved as revision 1.'],
    ['rejected', closeProposal, '“Wait for Monday”'],
  ] as const)('that is %s', (_, decide, words) => {
    /** What the author is emailed when a colleague decides, after `between` happened to the author’s account. */
    async function decided(db: Db, between: (staffId: string) => Promise<unknown>) {
      const mails = await mailed()
      const { app, company } = await promptWorkspace(db, { requiresApproval: true })
      const own = { role: 'integration_manager' as const, companyIds: [company.id] }
      const [author, colleague] = [await signedIn(db, own), await signedIn(db, own)]
      const at = { appId: app.id, environmentName: 'production' } as const
      const [staffId, email] = [author.staff.id, address()]
      await changeStaffRow(db, { staffId, email })
      const done = await savePrompt(author, { ...at, comment: 'Launch', typed: app.name, content: on() })
      if (done.status !== 'proposed') throw new Error('it was saved without a second person')
      await between(staffId)
      await decide(colleague, { ...at, proposalId: done.proposalId, reason: 'Wait for Monday' })
      await deliverAll(db)
      return { texts: mails.filter(({ to }) => to === email).map(({ text }) => text), by: colleague.staff.name }
    }

    it('is emailed to its author, with who decided', () =>
      inRollback(async (db) => {
        const { texts, by } = await decided(db, async () => undefined)
        expect(texts).toEqual([expect.stringContaining(words)])
        expect(texts[0]).toContain(by)
      }))

    it.each<[string, (db: Db, staffId: string) => Promise<unknown>]>([
      ['turned these emails off', (db, staffId) => changeStaffRow(db, { staffId, mailOff: ['approvals'] })],
      ['was disabled', (db, staffId) => changeStaffRow(db, { staffId, disabledAt: new Date() })],
      [
        'lost access to the company',
        (db, staffId) => replaceCompanies(db, { staffId, companyIds: [], companyRoles: {} }),
      ],
    ])('isn’t emailed to an author who %s', (_, between) =>
      inRollback(async (db) => {
        const { texts } = await decided(db, (staffId) => between(db, staffId))
        expect(texts).toEqual([])
      }),
    )
  })

  it('is emailed to followers with access to the app in production, and to no one in sandbox', () =>
    inRollback(async (db) => {
      const mails = await mailed()
      const { app, company, manager } = await promptWorkspace(db)
      const follower = await makeStaff(db, { role: 'viewer', companyIds: [company.id], email: address() })
      const stranger = await makeStaff(db, { role: 'viewer', email: address() })
      for (const { id: staffId } of [follower, stranger]) await insertFavorite(db, { staffId, appId: app.id })
      await savePrompt(manager, { appId: app.id, environmentName: 'sandbox', content: on() })
      await deliverAll(db)
      expect(mails).toEqual([])
      const at = { appId: app.id, environmentName: 'production' } as const
      await savePrompt(manager, { ...at, comment: 'Launch', typed: app.name, content: on() })
      await deliverAll(db)
      expect(mails.map(({ to }) => to)).toEqual([follower.email])
    }))
})
