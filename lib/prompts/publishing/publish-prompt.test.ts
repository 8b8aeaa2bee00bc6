import { beforeAll, describe, expect, it } from 'vitest'
import { makeCompany } from '@/db/factories'
import { findConfiguration } from '@/db/queries/prompts/prompts'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback, testDatabase } from '@/db/testing'
import type { StaffContext } from '@/lib/context'
import type { Refused } from '@/lib/errors'
import type { PromptContent } from '@/lib/prompts/content/content'
import { listRevisions } from '@/lib/prompts/list-revisions'
import { promptMatrix } from '@/lib/prompts/prompt-matrix'
import { showPrompt } from '@/lib/prompts/show-prompt'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'
import { approveProposal, closeProposal } from './decide-proposal'
import { publishPrompt } from './publish-prompt'
import { reviewPrompt } from './review-prompt'
import { turnOffPrompt } from './turn-off-prompt'
import { undoPrompt } from './undo-prompt'

const save = (
  ctx: StaffContext,
  appId: string,
  content: PromptContent | null,
  baseRevision: number,
  environmentName: 'production' | 'sandbox' = 'sandbox',
  extra: { comment?: string; typed?: string } = {},
) => savePrompt(ctx, { appId, environmentName, content, baseRevision, ...extra })

// Create the database here, so that it doesn't count against the first test.
beforeAll(async () => {
  await testDatabase()
})

describe('publishPrompt', () => {
  it('saves a reviewed change as the next revision, with its audit entry', () =>
    inRollback(async (db) => {
      const { app, company, manager } = await promptWorkspace(db)
      expect(await save(manager, app.id, on(), 0)).toMatchObject({ status: 'saved', revision: 1 })
      const place = { scopeKind: 'app', environmentName: 'sandbox', companyId: company.id, appId: app.id } as const
      const row = await findConfiguration(db, place)
      const [entry] = await entriesAbout(db, { subjectKind: 'prompt', subjectId: row?.id ?? '' })
      expect(entry).toMatchObject({ action: 'prompt.publish', companyId: company.id, after: { revision: 1 } })
    }))

  it.each(['support', 'viewer'] as const)('rejects %s, and managers of other companies', (role) =>
    inRollback(async (db) => {
      const { app, company, manager } = await promptWorkspace(db)
      const lesser = await signedIn(db, { role, companyIds: [company.id] })
      const review = await reviewPrompt(lesser, {
        appId: app.id,
        environmentName: 'sandbox',
        baseRevision: 0,
        content: on(),
      })
      const input = {
        appId: app.id,
        environmentName: 'sandbox',
        baseRevision: 0,
        content: on(),
        confirmation: { hash: review.hash },
      } as const
      await expect(publishPrompt(lesser, input)).rejects.toMatchObject({ reason: 'forbidden' })
      await expect(turnOffPrompt(lesser, { appId: app.id, environmentName: 'sandbox' })).rejects.toMatchObject({
        reason: 'forbidden',
      })
      const other = await signedIn(db, { role: 'integration_manager', companyIds: [(await makeCompany(db)).id] })
      await expect(publishPrompt(other, input)).rejects.toMatchObject({ reason: 'not-found' })
      const onPlatform = { scope: 'platform', environmentName: 'sandbox' } as const
      await expect(turnOffPrompt(manager, onPlatform)).rejects.toMatchObject({ reason: 'forbidden' })
    }),
  )

  it('saves only the exact difference that was reviewed', () =>
    inRollback(async (db) => {
      const { app, manager } = await promptWorkspace(db)
      const review = await reviewPrompt(manager, {
        appId: app.id,
        environmentName: 'sandbox',
        baseRevision: 0,
        content: on({ rollout: { share: 1_000, salt: '' } }),
      })
      const input = {
        appId: app.id,
        environmentName: 'sandbox',
        baseRevision: 0,
        content: on(),
        confirmation: { hash: review.hash },
      } as const
      await expect(publishPrompt(manager, input)).rejects.toMatchObject({ code: 'not_reviewed' })
      expect((await showPrompt(manager, { appId: app.id, environmentName: 'sandbox' })).revision).toBe(0)
    }))

  it('requires a comment and the typed name in production, on the server', () =>
    inRollback(async (db) => {
      const { app, manager } = await promptWorkspace(db)
      await expect(save(manager, app.id, on(), 0, 'production')).rejects.toMatchObject({
        fields: { comment: [expect.any(String)], 'confirmation.typed': [expect.stringContaining(app.name)] },
      })
      const done = await save(manager, app.id, on(), 0, 'production', { comment: 'Launch', typed: app.name })
      expect(done).toMatchObject({ status: 'saved', revision: 1 })
    }))

  it('merges separate changes by two managers', () =>
    inRollback(async (db) => {
      const { app, company, manager } = await promptWorkspace(db)
      const colleague = await signedIn(db, { role: 'integration_manager', companyIds: [company.id] })
      await save(manager, app.id, on(), 0)
      await save(colleague, app.id, on({ sdkVersionMin: '3.2.0' }), 1)
      const merged = await save(manager, app.id, on({ rollout: { share: 50_000, salt: '' } }), 1)
      expect(merged).toMatchObject({ status: 'saved', revision: 3, isMerged: true })
      const { own } = await showPrompt(manager, { appId: app.id, environmentName: 'sandbox' })
      expect(own).toMatchObject({ sdkVersionMin: '3.2.0', rollout: { share: 50_000 } })
    }))

  it('rejects a second change of the same part from the same revision, with colleague, time, and all three versions', () =>
    inRollback(async (db) => {
      const { app, company, manager } = await promptWorkspace(db)
      const colleague = await signedIn(db, { role: 'integration_manager', companyIds: [company.id] })
      await save(manager, app.id, on(), 0)
      await save(colleague, app.id, on({ rollout: { share: 10_000, salt: '' } }), 1)
      const refused: Refused = await save(manager, app.id, on({ rollout: { share: 90_000, salt: '' } }), 1).then(
        () => expect.fail('it was saved'),
        (error: Refused) => error,
      )
      expect(refused).toMatchObject({ reason: 'conflict', code: 'prompt_conflict' })
      expect(refused.details).toMatchObject({
        by: colleague.staff.name,
        conflicts: [
          { path: 'rollout.share', base: '100% of customers', mine: '90% of customers', theirs: '10% of customers' },
        ],
      })
    }))

  it('undoes a person’s own save once, and no one else’s', () =>
    inRollback(async (db) => {
      const { app, company, manager } = await promptWorkspace(db)
      const colleague = await signedIn(db, { role: 'integration_manager', companyIds: [company.id] })
      const at = { appId: app.id, environmentName: 'sandbox' } as const
      await save(manager, app.id, on(), 0)
      await expect(undoPrompt(colleague, { ...at, revision: 1 })).rejects.toMatchObject({ reason: 'forbidden' })
      expect(await undoPrompt(manager, { ...at, revision: 1 })).toEqual({ revision: 2 })
      expect((await showPrompt(manager, at)).own).toBeNull()
      await expect(undoPrompt(manager, { ...at, revision: 1 })).rejects.toMatchObject({ reason: 'conflict' })
    }))

  it('proposes a production change if the company requires approval, but turns off without it', () =>
    inRollback(async (db) => {
      const { app, company, manager } = await promptWorkspace(db, { requiresApproval: true })
      const colleague = await signedIn(db, { role: 'integration_manager', companyIds: [company.id] })
      const at = { appId: app.id, environmentName: 'production' } as const
      const done = await save(manager, app.id, on(), 0, 'production', { comment: 'Launch', typed: app.name })
      if (done.status !== 'proposed') throw new Error('it was saved at once')
      await expect(approveProposal(manager, { ...at, proposalId: done.proposalId })).rejects.toMatchObject({
        reason: 'forbidden',
      })
      expect((await showPrompt(manager, at)).revision).toBe(0)
      await approveProposal(colleague, { ...at, proposalId: done.proposalId })
      const { revisions } = await listRevisions(manager, at)
      expect(revisions[0]).toMatchObject({ authorName: manager.staff.name, approvedByName: colleague.staff.name })
      expect(await turnOffPrompt(manager, at)).toEqual({ revision: 2 })
      await expect(closeProposal(colleague, { ...at, proposalId: done.proposalId })).rejects.toMatchObject({
        reason: 'not-found',
      })
    }))
})

describe('turnOffPrompt', () => {
  it('for a company overrides its apps’ own configurations until it is undone', () =>
    inRollback(async (db) => {
      const { app, company, manager } = await promptWorkspace(db)
      await save(manager, app.id, on(), 0)
      const cell = async () => (await promptMatrix(manager, {})).cells.find((one) => one.environmentName === 'sandbox')
      expect(await cell()).toMatchObject({ isOn: true, source: 'app' })
      const { revision } = await turnOffPrompt(manager, { companyId: company.id, environmentName: 'sandbox' })
      expect(await cell()).toMatchObject({ isOn: false, source: 'company', isStopped: true })
      await undoPrompt(manager, { companyId: company.id, environmentName: 'sandbox', revision })
      expect(await cell()).toMatchObject({ isOn: true, source: 'app' })
    }))
})
