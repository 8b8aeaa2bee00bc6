import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCompany } from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { ownRejections } from '@/lib/prompts/approvals/own-rejections'
import { showPrompt } from '@/lib/prompts/show-prompt'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace, revisionsAt, savePrompt } from '@/lib/testing/prompt-workspace'
import { changeApps, reviewApps } from './change-apps'
import { approveProposal, closeProposal } from './decide-proposal'
import { turnOffPrompt } from './turn-off-prompt'

/** A company that requires approval, and a proposed change of its production app. */
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

it('saves an approved change under its author’s name, and records both people in the audit log', () =>
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

it('lets no author approve their own change, whatever their role', () =>
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

it.each(['support', 'viewer'] as const)('lets no %s approve, and no one from another company', (role) =>
  inRollback(async (db) => {
    const { at, company, proposalId } = await proposed(db)
    const lesser = await signedIn(db, { role, companyIds: [company.id] })
    await expect(approveProposal(lesser, { ...at, proposalId })).rejects.toMatchObject({ reason: 'forbidden' })
    await expect(closeProposal(lesser, { ...at, proposalId })).rejects.toMatchObject({ reason: 'forbidden' })
    const stranger = await signedIn(db, { role: 'integration_manager', companyIds: [(await makeCompany(db)).id] })
    await expect(approveProposal(stranger, { ...at, proposalId })).rejects.toMatchObject({ reason: 'not-found' })
    // Nor by naming their own place with another company's proposal.
    const elsewhere = await promptWorkspace(db)
    const there = { appId: elsewhere.app.id, environmentName: 'production' } as const
    await expect(approveProposal(elsewhere.manager, { ...there, proposalId })).rejects.toMatchObject({
      reason: 'not-found',
    })
  }),
)

it('doesn’t approve a change that a later one has overtaken, and leaves it open', () =>
  inRollback(async (db) => {
    const { at, colleague, manager, proposalId } = await proposed(db)
    await turnOffPrompt(manager, at)
    await expect(approveProposal(colleague, { ...at, proposalId })).rejects.toMatchObject({ code: 'prompt_conflict' })
    expect((await showPrompt(manager, at)).proposals.map(({ id }) => id)).toEqual([proposalId])
  }))

it('closes a proposal as withdrawn by its author or rejected by others, and then lets no one approve it', () =>
  inRollback(async (db) => {
    const { at, sure, colleague, manager, proposalId } = await proposed(db)
    expect(await closeProposal(manager, { ...at, proposalId })).toEqual({ status: 'withdrawn', reason: null })
    await expect(approveProposal(colleague, { ...at, proposalId })).rejects.toMatchObject({ reason: 'not-found' })
    const again = await savePrompt(manager, { ...at, ...sure, content: on() })
    if (again.status !== 'proposed') throw new Error('it was saved at once')
    expect(await closeProposal(colleague, { ...at, proposalId: again.proposalId })).toEqual({
      status: 'rejected',
      reason: null,
    })
    expect((await showPrompt(manager, at)).proposals).toEqual([])
  }))

it('keeps the reason of a rejection for the author and the audit log', () =>
  inRollback(async (db) => {
    const { at, colleague, manager, proposalId } = await proposed(db)
    const reason = 'The title is too long.'
    expect(await closeProposal(colleague, { ...at, proposalId, reason: `\n ${reason} ` })).toEqual({
      status: 'rejected',
      reason,
    })
    const [entry] = await entriesAbout(db, { subjectKind: 'prompt_proposal', subjectId: proposalId })
    expect(entry).toMatchObject({ action: 'prompt.reject', actorId: colleague.staff.id, comment: reason })
    expect((await showPrompt(manager, at)).rejections).toEqual([
      {
        id: proposalId,
        comment: 'Launch',
        createdAt: expect.any(Date),
        rejectedByName: colleague.staff.name,
        rejectedAt: expect.any(Date),
        reason,
      },
    ])
    expect((await showPrompt(colleague, at)).rejections).toEqual([])
  }))

it.each([
  ['too long a reason', 'x'.repeat(501)],
  ['a reason that can’t be stored', 'a\u0000b'],
])('closes nothing with %s', (_, reason) =>
  inRollback(async (db) => {
    const { at, colleague, manager, proposalId } = await proposed(db)
    await expect(closeProposal(colleague, { ...at, proposalId, reason })).rejects.toMatchObject({
      reason: 'invalid',
      fields: { reason: [expect.any(String)] },
    })
    expect((await showPrompt(manager, at)).proposals.map(({ id }) => id)).toEqual([proposalId])
  }),
)

it('a rejection without a reason has none, and is shown until its author proposes another change or two weeks pass', () =>
  inRollback(async (db) => {
    const { at, place, sure, colleague, manager, proposalId } = await proposed(db)
    await closeProposal(colleague, { ...at, proposalId, reason: ' \n\t ' })
    expect((await showPrompt(manager, at)).rejections).toMatchObject([{ id: proposalId, reason: null }])
    const [entry] = await entriesAbout(db, { subjectKind: 'prompt_proposal', subjectId: proposalId })
    expect(entry?.comment).toBeNull()
    const elsewhere = { companyId: place.companyId, environmentName: 'production' } as const
    expect((await showPrompt(manager, elsewhere)).rejections).toEqual([])
    const shownAt = (days: number) =>
      ownRejections(db, { place, authorId: manager.staff.id, now: new Date(Date.now() + days * 86_400_000) })
    expect([await shownAt(13.9), await shownAt(14)]).toEqual([[expect.objectContaining({ id: proposalId })], []])
    await savePrompt(manager, { ...at, ...sure, content: on() })
    expect((await showPrompt(manager, at)).rejections).toEqual([])
  }))

it('needs no approval to turn off: by the quick action, by a save that only turns off, or for several apps at once', () =>
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

it('rejects a proposal that couldn’t be saved, at its field', () =>
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
