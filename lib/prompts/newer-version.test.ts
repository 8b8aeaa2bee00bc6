import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { renameRevisionKind } from '@/db/factories'
import { insertProposal } from '@/db/queries/prompts/prompt-proposals'
import { appendRevision, lockConfiguration, type PromptPlace } from '@/db/queries/prompts/prompts'
import { inRollback, testDatabase } from '@/db/testing'
import { environmentHealth } from '@/lib/companies/environment-health'
import { workspaceHealth } from '@/lib/companies/workspace-health'
import { Refused } from '@/lib/errors'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'
import { reviewProposal } from './approvals/review-proposal'
import { currentRevision } from './current-revision'
import { readContext } from './evaluation/context'
import { evaluate } from './evaluation/evaluate'
import { explainPrompt } from './explain-prompt'
import { exportPrompt } from './export-prompt'
import { compareRevisions, exportRevisions, listRevisions } from './list-revisions'
import { promptMatrix } from './prompt-matrix'
import { promptPropagation, promptResults } from './prompt-results'
import { changeApps, reviewApps } from './publishing/change-apps'
import { approveProposal, closeProposal } from './publishing/decide-proposal'
import { recordDue } from './publishing/fire-schedule'
import { publishPrompt } from './publishing/publish-prompt'
import { reviewPrompt } from './publishing/review-prompt'
import { turnOffPrompt } from './publishing/turn-off-prompt'
import { undoPrompt } from './publishing/undo-prompt'
import { PromptStore } from './serving/store'
import { showPrompt } from './show-prompt'

/** Content that another version may have stored as a prompt. */
const stored: Record<string, unknown> = {
  'another schema': { ...on(), schema: 2 },
  'an unknown operator': {
    ...on(),
    rules: [{ id: 'a', share: 1, conditions: [{ attribute: 'moon', operator: 'is' }] }],
  },
  'another share': { ...on(), rollout: { percent: 50 } },
  'no texts': { ...on(), words: undefined },
  'an empty object': {},
  'a list': [1],
  'a text': 'on',
  'a number': 7,
  'a stop for everything below, with a field of another type': {
    ...on(),
    isOn: false,
    stopsBelow: true,
    askAgain: 'never',
  },
}

type World = Awaited<ReturnType<typeof world>>

/** Revision 1 can be parsed, revision 2 can't. A proposal that can't be parsed awaits approval. */
async function world(db: Db, scopeKind: PromptPlace['scopeKind'], content: unknown) {
  const here = await promptWorkspace(db, { requiresApproval: true })
  const admin = await signedIn(db, { role: 'admin' })
  const { company, app } = here
  const environmentName = 'sandbox' as const
  const byScope = {
    platform: { input: { scope: 'platform', environmentName }, companyId: null, appId: null },
    company: { input: { companyId: company.id, environmentName }, companyId: company.id, appId: null },
    app: { input: { appId: app.id, environmentName }, companyId: company.id, appId: app.id },
  } as const
  const { input, companyId, appId } = byScope[scopeKind]
  await savePrompt(admin, { ...input, content: on() })
  const place: PromptPlace = { scopeKind, environmentName, companyId, appId }
  const configuration = await lockConfiguration(db, place)
  const { id: authorId, name: authorName } = admin.staff
  const revision = { content, kind: 'save', authorId, authorName } as const
  await appendRevision(db, { configuration, revision, scheduleFiredUntil: new Date() })
  await renameRevisionKind(db, { configurationId: configuration.id, number: 2, kind: 'merge' })
  const proposal = await insertProposal(db, {
    ...place,
    companyId: company.id,
    appId: app.id,
    scopeKind: 'app',
    baseRevision: scopeKind === 'app' ? 2 : 0,
    content,
    changeHash: 'of another version',
    kind: 'save',
    authorId: here.manager.staff.id,
    authorName: 'Someone',
    expiresAt: new Date(Date.now() + 60_000),
  })
  const atApp = { appId: app.id, environmentName }
  return { ...here, db, admin, input, atApp, configurationId: configuration.id, proposalId: proposal.id }
}

const edit = { kind: 'inherit' } as const
const environmentName = 'sandbox' as const

/** Every page, call, and worker that reads a prompt. */
const readers: Record<string, (world: World) => Promise<unknown>> = {
  'the page of its level': ({ admin, input }) => showPrompt(admin, input),
  'the page of its app': ({ admin, atApp }) => showPrompt(admin, atApp),
  'the history': ({ admin, input }) => listRevisions(admin, input),
  'the exported history': ({ admin, input }) => exportRevisions(admin, input),
  'the comparison of two revisions': ({ admin, input }) => compareRevisions(admin, { ...input, from: 1, to: 2 }),
  'the revision that an open page asks for': ({ admin, input }) => currentRevision(admin, input),
  'the review': ({ admin, input }) => reviewPrompt(admin, { ...input, baseRevision: 2, content: on() }),
  'the review of what was begun before': ({ admin, input }) =>
    reviewPrompt(admin, { ...input, baseRevision: 1, content: on({ sdkVersionMin: '3.0.0' }) }),
  'a save': ({ admin, input }) =>
    publishPrompt(admin, { ...input, baseRevision: 2, content: on(), confirmation: { hash: 'x' } }),
  'a save of what was begun before': ({ admin, input }) =>
    savePrompt(admin, { ...input, baseRevision: 1, content: on({ sdkVersionMin: '3.0.0' }) }),
  'the explanation': ({ admin, atApp }) => explainPrompt(admin, { ...atApp, context: { targetingKey: 'a' } }),
  'the explanation of a draft': ({ admin, atApp }) =>
    explainPrompt(admin, { ...atApp, context: { targetingKey: 'a' }, draft: on() }),
  'the explanation of a revision': ({ admin, input }) => explainPrompt(admin, { ...input, context: {}, revision: 2 }),
  'the export': ({ admin, input }) => exportPrompt(admin, input),
  'an undo': ({ admin, input }) => undoPrompt(admin, { ...input, revision: 2 }),
  'the matrix': ({ admin }) => promptMatrix(admin, {}),
  'the propagation': ({ admin, input }) => promptPropagation(admin, input),
  'the results': ({ admin, sandbox }) => promptResults(admin, { environmentId: sandbox.id }),
  'the overview of an environment': ({ admin, sandbox }) => environmentHealth(admin, { environmentId: sandbox.id }),
  'the list of companies': ({ admin }) => workspaceHealth(admin, {}),
  'the review of a proposal': ({ admin, atApp, proposalId }) => reviewProposal(admin, { ...atApp, proposalId }),
  'an approval': ({ admin, atApp, proposalId }) => approveProposal(admin, { ...atApp, proposalId }),
  'a rejection': ({ admin, atApp, proposalId }) => closeProposal(admin, { ...atApp, proposalId }),
  'the review of several apps': ({ admin, company, app }) =>
    reviewApps(admin, { companyId: company.id, appIds: [app.id], environmentName, edit: { kind: 'on', share: 1 } }),
  'a change of several apps': ({ admin, company, app }) =>
    changeApps(admin, { companyId: company.id, appIds: [app.id], environmentName, edit, confirmation: { hash: '' } }),
  'the schedule': ({ db, configurationId }) => recordDue(db, { configurationId, now: new Date() }),
}

const levels = ['platform', 'company', 'app'] as const
const cases = levels.flatMap((level) => Object.keys(stored).map((name) => ({ level, name })))

describe('a prompt saved by a newer version', () => {
  it.each(cases)('breaks no page, call, or worker: $name, for the $level', ({ level, name }) =>
    inRollback(async (db) => {
      const here = await world(db, level, stored[name])
      const broken: Record<string, unknown> = {}
      for (const [reader, reads] of Object.entries(readers))
        await reads(here).catch((error: unknown) => {
          if (!(error instanceof Refused)) broken[reader] = error
        })
      expect(broken).toEqual({})
    }),
  )

  it.each(cases)('asks no one, is not overwritten, and can be turned off: $name, for the $level', ({ level, name }) =>
    inRollback(async (db) => {
      const { admin, input, app, company, sandbox } = await world(db, level, stored[name])
      const deaf = { ...(await testDatabase()), db, hear: async () => async () => undefined }
      const store = await PromptStore.start(deaf)
      const { compiled } = store.for({ id: sandbox.id, name: 'sandbox', appId: app.id, companyId: company.id })
      await store.stop()
      const context = readContext({ targetingKey: 'a' })
      expect(evaluate(compiled, { context, now: Date.now() })).toMatchObject({ value: false })
      expect(await showPrompt(admin, input)).toMatchObject({ isReadable: false, mayPublish: false, mayTurnOff: true })
      await expect(savePrompt(admin, { ...input, baseRevision: 2, content: on() })).rejects.toMatchObject({
        code: 'newer_version',
      })
      expect(await turnOffPrompt(admin, input)).toEqual({ revision: 3 })
      expect(await showPrompt(admin, input)).toMatchObject({ isReadable: true, own: { isOn: false } })
    }),
  )

  it('can be turned off with several apps, even if no one can tell whether it was on', () =>
    inRollback(async (db) => {
      const { admin, company, app } = await world(db, 'app', { ...on(), schema: 2 })
      const change = { companyId: company.id, appIds: [app.id], environmentName, edit: { kind: 'off' as const } }
      const { apps, hash } = await reviewApps(admin, change)
      expect(apps).toMatchObject([{ changes: [{ path: 'isOn', before: 'On', after: 'Off' }] }])
      const { saved } = await changeApps(admin, { ...change, confirmation: { hash } })
      expect(saved).toMatchObject([{ revision: 3 }])
    }))

  it('appears in the history as unreadable, with no made-up changes and nothing to restore', () =>
    inRollback(async (db) => {
      const { admin, input } = await world(db, 'app', { ...on(), schema: 2 })
      await turnOffPrompt(admin, input)
      const { revisions } = await listRevisions(admin, input)
      expect(revisions).toMatchObject([
        { number: 3, isReadable: true, changes: [] },
        { number: 2, isReadable: false, content: null, changes: [], kind: 'save' },
        { number: 1, isReadable: true },
      ])
    }))
})
