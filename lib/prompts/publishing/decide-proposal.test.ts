import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCompany } from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { showPrompt } from '@/lib/prompts/show-prompt'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace, revisionsAt, savePrompt } from '@/lib/testing/prompt-workspace'
import { changeApps, reviewApps } from './change-apps'
import { approveProposal, closeProposal } from './decide-proposal'
import { turnOffPrompt } from './turn-off-prompt'

/** A company that wants a second person, and a change of its production app that waits for one. */
async function proposed(db: Db) {
  const here = await promptWorkspace(db, { requiresApproval: true })
  const { app, company, manager } = here
  const colleague = await signedIn(db, { role: 'integration_manager', companyIds: [company.id] })
  const at = { appId: app.id, environmentName: 'production' } as const
  const place = { scopeKind: 'app', environmentName: 'production', companyId: company.id, appId: app.id } as const
  const sure = { comment: 'Launch', typed: app.name }
  const done = await savePrompt(manager, { ...at, ...sure, content: on() })
  if (done.status !== 'proposed') throw new Error('it was saved without a second person')
  return { ...here, colleague, at, place, sure, proposalId: done.proposalId }
}

it('saves what a second person approves, under the name of its author, and leaves both in the audit', () =>
  inRollback(async (db) => {
    const { at, place, colleague, manager, proposalId } = await proposed(db)
    expect(await revisionsAt(db, place)).toEqual([])
    expect(await approveProposal(colleague, { ...at, proposalId })).toEqual({ revision: 1 })
    const [saved] = await revisionsAt(db, place)
    expect(saved).toMatchObject({
      number: 1,
      content: { isOn: true },
      authorId: manager.staff.id,
      approvedByName: colleague.staff.name,
    })
    const [entry] = await entriesAbout(db, { subjectKind: 'prompt', subjectId: saved?.configurationId ?? '' })
    expect(entry).toMatchObject({ actorId: colleague.staff.id, after: { proposedBy: manager.staff.name } })
  }))

it('lets no author approve, whatever their role', () =>
  inRollback(async (db) => {
    const { at, place, sure, manager, proposalId } = await proposed(db)
    await expect(approveProposal(manager, { ...at, proposalId })).rejects.toMatchObject({ reason: 'forbidden' })
    const admin = await signedIn(db, { role: 'admin' })
    const own = await savePrompt(admin, { ...at, ...sure, content: on({ sdkVersionMin: '3.0.0' }) })
    if (own.status !== 'proposed') throw new Error('an admin’s change was saved without a second person')
    await expect(approveProposal(admin, { ...at, proposalId: own.proposalId })).rejects.toMatchObject({
      reason: 'forbidden',
    })
    expect(await revisionsAt(db, place)).toEqual([])
  }))

it.each(['support', 'viewer'] as const)('lets no %s approve, and no one of another company', (role) =>
  inRollback(async (db) => {
    const { at, company, proposalId } = await proposed(db)
    const lesser = await signedIn(db, { role, companyIds: [company.id] })
    await expect(approveProposal(lesser, { ...at, proposalId })).rejects.toMatchObject({ reason: 'forbidden' })
    await expect(closeProposal(lesser, { ...at, proposalId })).rejects.toMatchObject({ reason: 'forbidden' })
    const stranger = await signedIn(db, { role: 'integration_manager', companyIds: [(await makeCompany(db)).id] })
    await expect(approveProposal(stranger, { ...at, proposalId })).rejects.toMatchObject({ reason: 'not-found' })
    // Nor by naming a place of one's own beside the proposal of others.
    const elsewhere = await promptWorkspace(db)
    const there = { appId: elsewhere.app.id, environmentName: 'production' } as const
    await expect(approveProposal(elsewhere.manager, { ...there, proposalId })).rejects.toMatchObject({
      reason: 'not-found',
    })
  }),
)

it('approves nothing that a later change of the same has overtaken, and leaves it open', () =>
  inRollback(async (db) => {
    const { at, colleague, manager, proposalId } = await proposed(db)
    await turnOffPrompt(manager, at)
    await expect(approveProposal(colleague, { ...at, proposalId })).rejects.toMatchObject({ code: 'prompt_conflict' })
    expect((await showPrompt(manager, at)).proposals.map(({ id }) => id)).toEqual([proposalId])
  }))

it('is closed by its author as withdrawn and by others as rejected, and then approved by nobody', () =>
  inRollback(async (db) => {
    const { at, sure, colleague, manager, proposalId } = await proposed(db)
    expect(await closeProposal(manager, { ...at, proposalId })).toEqual({ status: 'withdrawn' })
    await expect(approveProposal(colleague, { ...at, proposalId })).rejects.toMatchObject({ reason: 'not-found' })
    const again = await savePrompt(manager, { ...at, ...sure, content: on() })
    if (again.status !== 'proposed') throw new Error('it was saved at once')
    expect(await closeProposal(colleague, { ...at, proposalId: again.proposalId })).toEqual({ status: 'rejected' })
    expect((await showPrompt(manager, at)).proposals).toEqual([])
  }))

it('needs no one for off: by the quick act, by a save that only turns off, and for several apps at once', () =>
  inRollback(async (db) => {
    const { at, app, company, colleague, manager, place, proposalId, sure } = await proposed(db)
    await approveProposal(colleague, { ...at, proposalId })
    expect(await savePrompt(manager, { ...at, content: on({ isOn: false }), baseRevision: 1 })).toMatchObject({
      status: 'saved',
      revision: 2,
    })
    const back = await savePrompt(manager, { ...at, ...sure, content: on(), baseRevision: 2 })
    if (back.status !== 'proposed') throw new Error('on was saved without a second person')
    await approveProposal(colleague, { ...at, proposalId: back.proposalId })
    expect(await turnOffPrompt(manager, at)).toEqual({ revision: 4 })
    const on5 = await savePrompt(manager, { ...at, ...sure, content: on(), baseRevision: 4 })
    if (on5.status !== 'proposed') throw new Error('on was saved without a second person')
    await approveProposal(colleague, { ...at, proposalId: on5.proposalId })
    const off = {
      companyId: company.id,
      environmentName: 'production' as const,
      appIds: [app.id],
      edit: { kind: 'off' as const },
    }
    const { hash, typed } = await reviewApps(manager, off)
    expect(typed).toBeNull()
    expect(await changeApps(manager, { ...off, confirmation: { hash } })).toMatchObject({
      saved: [{ revision: expect.any(Number) }],
    })
    expect((await revisionsAt(db, place)).map(({ number, kind }) => [number, kind])).toEqual([
      [6, 'off'],
      [5, 'save'],
      [4, 'off'],
      [3, 'save'],
      [2, 'save'],
      [1, 'save'],
    ])
  }))

it('refuses a proposal that could not be saved, at its field', () =>
  inRollback(async (db) => {
    const { at, manager, sure, place } = await proposed(db)
    const list = { id: '01980000-0000-7000-8000-000000000001', name: 'Someone else’s', size: 3 }
    await expect(savePrompt(manager, { ...at, ...sure, content: on({ lists: [list] }) })).rejects.toMatchObject({
      reason: 'invalid',
      fields: { 'content.lists.0': [expect.any(String)] },
    })
    expect((await showPrompt(manager, at)).proposals).toHaveLength(1)
    expect(await revisionsAt(db, place)).toEqual([])
  }))
