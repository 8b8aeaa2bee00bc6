import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCompany, unique } from '@/db/factories'
import { putClients } from '@/db/queries/prompts/prompt-fetches'
import type { Role } from '@/db/schema/staff'
import { makeServiceToken, makeStaff } from '@/db/staff-factories'
import { inRollback } from '@/db/testing'
import { archiveApp } from '@/lib/companies/archive-app'
import { defaultWords, type LocaleWords } from '@/lib/prompts/content/words'
import { approveProposal } from '@/lib/prompts/publishing/decide-proposal'
import { turnOffPrompt } from '@/lib/prompts/publishing/turn-off-prompt'
import { showPrompt } from '@/lib/prompts/show-prompt'
import { contextForToken } from '@/lib/service-tokens/context-for-token'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'
import { approverWords } from './approvers'
import { listApprovals } from './list-approvals'
import { reviewProposal } from './review-proposal'

const english = defaultWords.locales.en as LocaleWords // the constant has it

/** A proposed change of a production app, and a colleague who may approve it. */
async function waiting(db: Db) {
  const here = await promptWorkspace(db, { requiresApproval: true })
  const { app, company, manager } = here
  // First by name, before admins made by other tests: not all approvers are named.
  const colleague = await signedIn(db, {
    role: 'integration_manager',
    companyIds: [company.id],
    name: unique('0 colleague'),
  })
  const at = { appId: app.id, environmentName: 'production' } as const
  const done = await savePrompt(manager, { ...at, comment: 'Launch', typed: app.name, content: on() })
  if (done.status !== 'proposed') throw new Error('it was saved without a second person')
  return { ...here, colleague, at, proposalId: done.proposalId }
}

it('lists what awaits approval, and by whom, for everyone who sees the company', () =>
  inRollback(async (db) => {
    const { app, company, manager, colleague, proposalId } = await waiting(db)
    const viewer = await signedIn(db, { role: 'viewer', companyIds: [company.id] })
    await makeStaff(db, { role: 'integration_manager', companyIds: [company.id], disabledAt: new Date() })
    await makeStaff(db, { role: 'support', companyIds: [company.id] })
    const [forColleague] = await listApprovals(colleague, {})
    expect(forColleague).toMatchObject({
      id: proposalId,
      appName: app.name,
      companyName: company.name,
      path: `/${company.slug}/${app.slug}/production/prompt`,
      authorName: manager.staff.name,
      comment: 'Launch',
      isOwn: false,
      mayDecide: true,
      approvers: expect.stringMatching(/^you/),
    })
    const others = { mayDecide: false, approvers: expect.stringContaining(colleague.staff.name) }
    expect(await listApprovals(manager, {})).toMatchObject([{ ...others, isOwn: true }])
    expect(await listApprovals(viewer, {})).toMatchObject([{ ...others, isOwn: false }])
    const [shown] = (await showPrompt(viewer, { appId: app.id, environmentName: 'production' })).proposals
    expect(shown?.approvers).toContain(colleague.staff.name)
    expect(shown?.approvers).not.toContain(manager.staff.name)
  }))

it('lists nothing for people outside the company, and nothing archived or decided', () =>
  inRollback(async (db) => {
    const { app, at, company, colleague, proposalId } = await waiting(db)
    const other = await makeCompany(db)
    const stranger = await signedIn(db, { role: 'integration_manager', companyIds: [other.id] })
    const nobody = await signedIn(db, { role: 'integration_manager' })
    for (const ctx of [stranger, nobody]) {
      expect(await listApprovals(ctx, {})).toEqual([])
      await expect(reviewProposal(ctx, { ...at, proposalId })).rejects.toMatchObject({ reason: 'not-found' })
    }
    const both = await signedIn(db, { role: 'viewer', companyIds: [company.id, other.id] })
    expect(await listApprovals(both, {})).toHaveLength(1)
    await archiveApp(await signedIn(db, { role: 'admin' }), { appId: app.id })
    expect(await listApprovals(both, {})).toEqual([])
    expect(await listApprovals(colleague, {})).toEqual([])
  }))

it('a proposal can’t be decided with a token that has a lesser role than its owner', () =>
  inRollback(async (db) => {
    const { company } = await waiting(db)
    const owner = await makeStaff(db)
    const mayDecide = async (role: Role) => {
      const { token } = await makeServiceToken(db, { ownerId: owner.id, role, companyIds: [company.id] })
      const ctx = await contextForToken(db, { token, requestId: 'test' })
      if (!ctx) throw new Error('the token doesn’t work')
      return (await listApprovals(ctx, {})).find(({ companyId }) => companyId === company.id)?.mayDecide
    }
    expect([await mayDecide('viewer'), await mayDecide('integration_manager')]).toEqual([false, true])
  }))

it('lists a proposal for a company that has no app yet', () =>
  inRollback(async (db) => {
    const company = await makeCompany(db, { requiresApproval: true })
    const manager = await signedIn(db, { role: 'integration_manager', companyIds: [company.id] })
    const at = { companyId: company.id, environmentName: 'production' } as const
    await savePrompt(manager, { ...at, comment: 'Launch', typed: company.name, content: on() })
    expect(await listApprovals(manager, {})).toMatchObject([
      { companySlug: company.slug, appSlug: null, path: '/prompt', isOwn: true },
    ])
  }))

it('a proposal is closed once it is decided', () =>
  inRollback(async (db) => {
    const { at, colleague, proposalId } = await waiting(db)
    await approveProposal(colleague, { ...at, proposalId })
    expect(await listApprovals(colleague, {})).toEqual([])
    await expect(reviewProposal(colleague, { ...at, proposalId })).rejects.toMatchObject({
      reason: 'not-found',
      message: 'This proposal is no longer open.',
    })
  }))

it('shows the approver whom the change would reach', () =>
  inRollback(async (db) => {
    const { at, app, colleague, production, proposalId } = await waiting(db)
    const client = () => ({
      environmentId: production.id,
      targetingKey: unique('client'),
      context: {},
      revision: 'none:0',
      value: 'off' as const,
      lastAt: new Date(),
    })
    await putClients(db, { clients: [client(), client()] })
    const { reach, conflict } = await reviewProposal(colleague, { ...at, proposalId })
    expect(conflict).toBeNull()
    expect(reach).toMatchObject({ gained: [app.name], clients: { seen: 2, before: 0, after: 2, gained: 2, lost: 0 } })
  }))

it('shows the approver what customers would read after the change, and nothing if they would read the same', () =>
  inRollback(async (db) => {
    const { at, app, manager, colleague, proposalId } = await waiting(db)
    expect(await reviewProposal(colleague, { ...at, proposalId })).toMatchObject({ words: null, conflict: null })
    const words = { ...defaultWords, locales: { ...defaultWords.locales, de: { ...english, title: 'Antwort da' } } }
    const sure = { ...at, comment: 'German', typed: app.name }
    const done = await savePrompt(manager, { ...sure, content: on({ words }) })
    const worded = done.status === 'proposed' ? done.proposalId : ''
    const german = { words, languages: ['de'], isOn: true }
    expect((await reviewProposal(colleague, { ...at, proposalId: worded })).words).toEqual(german)
    const admin = await signedIn(db, { role: 'admin' })
    await turnOffPrompt(admin, { companyId: app.companyId, environmentName: 'production' })
    expect((await reviewProposal(colleague, { ...at, proposalId: worded })).words).toEqual({ ...german, isOn: false })
  }))

it('shows what is saved meanwhile together with the proposed words, as it would be saved', () =>
  inRollback(async (db) => {
    const { at, app, manager, colleague, proposalId } = await waiting(db)
    await approveProposal(colleague, { ...at, proposalId })
    const sure = { ...at, comment: 'Words', typed: app.name, baseRevision: 1 }
    const withLocale = (tag: string) =>
      on({ words: { ...defaultWords, locales: { ...defaultWords.locales, [tag]: english } } })
    const [german, french] = [
      await savePrompt(manager, { ...sure, content: withLocale('de') }),
      await savePrompt(manager, { ...sure, content: withLocale('fr') }),
    ]
    if (german.status !== 'proposed' || french.status !== 'proposed') throw new Error('saved without a second person')
    await approveProposal(colleague, { ...at, proposalId: german.proposalId })
    const { words } = await reviewProposal(colleague, { ...at, proposalId: french.proposalId })
    expect(Object.keys(words?.words.locales ?? {}).sort()).toEqual(['de', 'en', 'fr'])
    expect(words?.languages).toEqual(['fr'])
  }))

it('says why a change can no longer be approved', () =>
  inRollback(async (db) => {
    const { at, manager, colleague, proposalId } = await waiting(db)
    await turnOffPrompt(colleague, at)
    const { reach, words, conflict } = await reviewProposal(colleague, { ...at, proposalId })
    expect([reach, words]).toEqual([null, null])
    expect(conflict).toBe(
      `${colleague.staff.name} changed the same part in revision 1 since. Ask ${manager.staff.name} to propose the change again.`,
    )
  }))

it.each([
  [[], 'me', undefined],
  [['me'], 'me', 'you'],
  [['Ann', 'me', 'Ben'], 'me', 'you, Ann, or Ben'],
  [['Ann'], 'me', 'Ann'],
  [['A', 'B', 'C', 'D', 'E'], 'me', 'A, B, C, D, or E'],
  [['A', 'B', 'C', 'D', 'E', 'F'], 'me', 'A, B, C, D, or 2 others'],
])('describes the approvers %j as %3$j', (names, me, words) => {
  expect(
    approverWords(
      names.map((name) => ({ id: name, name })),
      me,
    ),
  ).toBe(words)
})
