import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { findConfiguration } from '@/db/queries/prompts/prompts'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'
import type { PromptContent } from './content/content'
import type { PlaceInput } from './levels/at-place'
import { compareRevisions, exportRevisions, listRevisions } from './list-revisions'
import { changeApps, reviewApps } from './publishing/change-apps'
import { approveProposal } from './publishing/decide-proposal'
import { publishPrompt } from './publishing/publish-prompt'
import { reviewPrompt } from './publishing/review-prompt'
import { turnOffPrompt } from './publishing/turn-off-prompt'
import { undoPrompt } from './publishing/undo-prompt'
import { showPrompt } from './show-prompt'

const inherited = on({ rollout: { share: 30_000, salt: '' }, sdkVersionMin: '3.0.0' })
const half = { ...inherited, rollout: { share: 50_000, salt: '' } }
const environmentName = 'sandbox' as const

/** An app that inherits its company's prompt. */
async function inheriting(db: Db) {
  const here = await promptWorkspace(db)
  const company = { companyId: here.company.id, environmentName }
  await savePrompt(here.manager, { ...company, content: inherited })
  return { ...here, inCompany: company, at: { appId: here.app.id, environmentName } }
}

type Here = Awaited<ReturnType<typeof inheriting>>
type Told = { label: string; before?: string; after?: string }[]
const plain = (changes: Told) => changes.map(({ label, before, after }) => ({ label, before, after }))

/** The changes of a level's newest revision. Expects everything that reports them to agree. */
async function toldOf({ manager }: Here, db: Db, place: PlaceInput): Promise<Told> {
  const { revisions } = await listRevisions(manager, place)
  const [newest] = revisions
  if (!newest) throw new Error('nothing was saved')
  const told = plain(newest.changes)
  const compared = await compareRevisions(manager, { ...place, from: newest.number - 1, to: newest.number })
  expect(plain(compared.changes)).toEqual(told)
  expect(plain((await exportRevisions(manager, place)).revisions[0]?.changes ?? [])).toEqual(told)
  const configuration = await findConfiguration(db, (await showPrompt(manager, place)).place)
  const entries = await entriesAbout(db, { subjectKind: 'prompt', subjectId: configuration?.id ?? '' })
  const entry = entries.find(({ after }) => (after as { revision?: number }).revision === newest.number)
  expect(entry).toMatchObject({
    before: { changes: told.map(({ label, before }) => ({ label, was: before ?? null })) },
    after: { changes: told.map(({ label, after }) => ({ label, is: after ?? null })) },
  })
  return told
}

const takenOver = { label: 'This level', before: 'Inherited', after: 'Customized' }
const givenBack = { label: 'This level', before: 'Customized', after: 'Inherited' }
const share = (before: string, after: string) => ({
  label: 'Everyone else',
  before: `${before} of customers`,
  after: `${after} of customers`,
})

describe('the review, history, comparison, export, and audit log report the same changes', () => {
  it.each<[string, (PromptContent | null)[], Told]>([
    ['of copying an inherited prompt unchanged', [inherited], [takenOver]],
    ['of copying it with one change', [half], [takenOver, share('30%', '50%')]],
    ['of changing this level’s own prompt', [inherited, half], [share('30%', '50%')]],
    ['of inheriting again', [half, null], [givenBack, share('50%', '30%')]],
    ['of copying it again', [half, null, inherited], [takenOver]],
  ])('%s', (_, contents, expected) =>
    inRollback(async (db) => {
      const here = await inheriting(db)
      let reviewed: Told = []
      for (const [baseRevision, content] of contents.entries()) {
        reviewed = (await reviewPrompt(here.manager, { ...here.at, baseRevision, content })).changes
        await savePrompt(here.manager, { ...here.at, baseRevision, content })
      }
      expect(plain(reviewed)).toEqual(expected)
      expect(await toldOf(here, db, here.at)).toEqual(expected)
    }),
  )

  it('of a first prompt with nothing inherited, compared with the default', () =>
    inRollback(async (db) => {
      const here = await inheriting(db)
      const admin = await signedIn(db, { role: 'admin' })
      const place = { scope: 'platform', environmentName } as const
      const { changes } = await reviewPrompt(admin, { ...place, baseRevision: 0, content: on() })
      await savePrompt(admin, { ...place, content: on() })
      const told = await toldOf({ ...here, manager: admin }, db, place)
      expect(told).toEqual(plain(changes))
      expect(told).toEqual([takenOver, { label: 'Prompt', before: 'Off', after: 'On' }])
    }))

  it('of an undo, a change of several apps, and a merge with a colleague’s save', () =>
    inRollback(async (db) => {
      const here = await inheriting(db)
      const { manager, at, inCompany, app } = here
      await savePrompt(manager, { ...at, content: half })
      await undoPrompt(manager, { ...at, revision: 1 })
      expect(await toldOf(here, db, at)).toEqual([givenBack, share('50%', '30%')])

      const edit = { ...inCompany, appIds: [app.id], edit: { kind: 'on', share: 50_000 } as const }
      const { apps, hash } = await reviewApps(manager, edit)
      await changeApps(manager, { ...edit, confirmation: { hash } })
      expect(plain(apps[0]?.changes ?? [])).toEqual([takenOver, share('30%', '50%')])
      expect(await toldOf(here, db, at)).toEqual([takenOver, share('30%', '50%')])

      await savePrompt(manager, { ...at, baseRevision: 3, content: { ...half, sdkVersionMin: null } })
      await savePrompt(manager, { ...at, baseRevision: 3, content: { ...half, rollout: { share: 60_000, salt: '' } } })
      expect(await toldOf(here, db, at)).toEqual([share('50%', '60%')])
    }))

  it('of an approved proposal', () =>
    inRollback(async (db) => {
      const workspace = await promptWorkspace(db, { requiresApproval: true })
      const { app, company, manager } = workspace
      const at = { appId: app.id, environmentName: 'production' as const }
      const colleague = await signedIn(db, { role: 'integration_manager', companyIds: [company.id] })
      const done = await savePrompt(manager, { ...at, content: on(), comment: 'Launch', typed: app.name })
      if (done.status !== 'proposed') throw new Error('it was saved without a second person')
      const [proposal] = (await showPrompt(colleague, at)).proposals
      await approveProposal(colleague, { ...at, proposalId: done.proposalId })
      const inCompany = { companyId: company.id, environmentName }
      const told = await toldOf({ ...workspace, at: { ...at, environmentName }, inCompany }, db, at)
      expect(told).toEqual(plain(proposal?.changes ?? []))
    }))
})

describe('the history', () => {
  it('compares with what was inherited then, whatever the levels above have now', () =>
    inRollback(async (db) => {
      const here = await inheriting(db)
      await savePrompt(here.manager, { ...here.at, content: half })
      const other = { ...inherited, isOn: false, sdkVersionMin: '9.0.0' }
      await savePrompt(here.manager, { ...here.inCompany, baseRevision: 1, content: other })
      expect(await toldOf(here, db, here.at)).toEqual([takenOver, share('30%', '50%')])
      await savePrompt(here.manager, { ...here.at, baseRevision: 1, content: null })
      const [, ...rest] = await toldOf(here, db, here.at)
      expect(rest.map(({ label }) => label)).toEqual(['Prompt', 'Everyone else', 'Minimum SDK version'])
    }))

  it('says that turning off an inherited prompt changed it from on, and where its undo leads back to', () =>
    inRollback(async (db) => {
      const here = await inheriting(db)
      const { manager, at } = here
      await turnOffPrompt(manager, at)
      const shown = async () => (await listRevisions(manager, at)).revisions[0]
      expect(await toldOf(here, db, at)).toEqual([takenOver, { label: 'Prompt', before: 'On', after: 'Off' }])
      await undoPrompt(manager, { ...at, revision: 1 })
      expect(await shown()).toMatchObject({ kind: 'undo', origin: 'back to before the first revision' })
      await savePrompt(manager, { ...at, baseRevision: 2, content: half })
      await turnOffPrompt(manager, at)
      await undoPrompt(manager, { ...at, revision: 4 })
      expect(await shown()).toMatchObject({ kind: 'undo', origin: 'back to revision 3' })
    }))

  it('marks a save as restored only if it equals the restored revision', () =>
    inRollback(async (db) => {
      const { manager, at } = await inheriting(db)
      await savePrompt(manager, { ...at, content: half })
      await savePrompt(manager, { ...at, baseRevision: 1, content: inherited })
      const restore = async (content: PromptContent, baseRevision: number, restoredFrom: number) => {
        const { hash } = await reviewPrompt(manager, { ...at, baseRevision, content })
        return publishPrompt(manager, {
          ...at,
          baseRevision,
          content,
          kind: 'restore',
          restoredFrom,
          confirmation: { hash },
        })
      }
      const newest = async () => (await listRevisions(manager, at)).revisions[0]
      await restore(half, 2, 1)
      expect(await newest()).toMatchObject({ kind: 'restore', origin: 'from revision 1' })
      await restore({ ...inherited, sdkVersionMin: null }, 3, 2)
      expect(await newest()).toMatchObject({ kind: 'save', origin: null, restoredFrom: null })
      await expect(restore(inherited, 4, 99)).rejects.toMatchObject({ reason: 'not-found' })
    }))
})
