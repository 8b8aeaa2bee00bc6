import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { appendRevision, lockConfiguration } from '@/db/queries/prompts/prompts'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { showPrompt } from '@/lib/prompts/show-prompt'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace, revisionsAt, savePrompt } from '@/lib/testing/prompt-workspace'
import { recordDue } from './fire-schedule'
import { turnOffPrompt } from './turn-off-prompt'
import { undoPrompt } from './undo-prompt'

async function saved(db: Db) {
  const here = await promptWorkspace(db)
  const { app, company, manager } = here
  const at = { appId: app.id, environmentName: 'sandbox' } as const
  await savePrompt(manager, { ...at, content: on() })
  const place = { scopeKind: 'app', companyId: company.id, ...at } as const
  return { ...here, at, place, own: async () => (await showPrompt(manager, at)).own }
}

it('restores what was before, with its own revision and audit entry', () =>
  inRollback(async (db) => {
    const { at, place, manager, own } = await saved(db)
    await savePrompt(manager, { ...at, content: on({ sdkVersionMin: '3.0.0' }), baseRevision: 1 })
    expect(await undoPrompt(manager, { ...at, revision: 2 })).toEqual({ revision: 3 })
    expect(await own()).toEqual(on())
    const [undone] = await revisionsAt(db, place)
    expect(undone).toMatchObject({ kind: 'undo', restoredFrom: 1, authorId: manager.staff.id })
    const about = { subjectKind: 'prompt', subjectId: undone?.configurationId ?? '' }
    expect((await entriesAbout(db, about)).map(({ action }) => action)).toContain('prompt.undo')
  }))

it('restores the inherited configuration if nothing was set before', () =>
  inRollback(async (db) => {
    const { at, manager, own } = await saved(db)
    await undoPrompt(manager, { ...at, revision: 1 })
    expect(await own()).toBeNull()
  }))

it('rejects an undo after its time', () =>
  inRollback(async (db) => {
    const { at, place, manager, own } = await saved(db)
    const configuration = await lockConfiguration(db, place)
    const { staff } = manager
    const createdAt = new Date(Date.now() - 36_000)
    const revision = { content: on({ sdkVersionMin: '3.0.0' }), kind: 'save', createdAt } as const
    const author = { authorId: staff.id, authorName: staff.name }
    await appendRevision(db, { configuration, revision: { ...revision, ...author }, scheduleFiredUntil: createdAt })
    await expect(undoPrompt(manager, { ...at, revision: 2 })).rejects.toMatchObject({ reason: 'conflict' })
    expect(await own()).toMatchObject({ sdkVersionMin: '3.0.0' })
  }))

it('rejects an undo of another person’s save, of an undo, and after a colleague has saved', () =>
  inRollback(async (db) => {
    const { at, company, manager } = await saved(db)
    const colleague = await signedIn(db, { role: 'integration_manager', companyIds: [company.id] })
    await expect(undoPrompt(colleague, { ...at, revision: 1 })).rejects.toMatchObject({ reason: 'forbidden' })
    await turnOffPrompt(colleague, at)
    await expect(undoPrompt(manager, { ...at, revision: 1 })).rejects.toMatchObject({ reason: 'conflict' })
    await undoPrompt(colleague, { ...at, revision: 2 })
    await expect(undoPrompt(colleague, { ...at, revision: 3 })).rejects.toMatchObject({ reason: 'conflict' })
  }))

it.each(['support', 'viewer'] as const)('denies %s an undo', (role) =>
  inRollback(async (db) => {
    const { at, company, own } = await saved(db)
    const lesser = await signedIn(db, { role, companyIds: [company.id] })
    await expect(undoPrompt(lesser, { ...at, revision: 1 })).rejects.toMatchObject({ reason: 'forbidden' })
    expect(await own()).toEqual(on())
  }),
)

it('says who saved what since, even if it was the same person', () =>
  inRollback(async (db) => {
    const { at, company, manager } = await saved(db)
    await savePrompt(manager, { ...at, content: on({ sdkVersionMin: '3.0.0' }), baseRevision: 1 })
    await expect(undoPrompt(manager, { ...at, revision: 1 })).rejects.toThrow('You have saved revision 2 since.')
    const colleague = await signedIn(db, { role: 'integration_manager', companyIds: [company.id] })
    await turnOffPrompt(colleague, at)
    await expect(undoPrompt(manager, { ...at, revision: 2 })).rejects.toThrow(
      `${colleague.staff.name} has saved revision 3 since.`,
    )
  }))

it('undoes a save that only the schedule has continued', () =>
  inRollback(async (db) => {
    const { at, place, manager, own } = await saved(db)
    const step = { at: new Date(Date.now() + 60_000).toISOString(), share: 50_000 }
    const schedule = { timeZone: 'UTC', startsAt: null, endsAt: null, steps: [step] }
    await savePrompt(manager, { ...at, content: on({ schedule }), baseRevision: 1 })
    const { id } = await lockConfiguration(db, place)
    expect(await recordDue(db, { configurationId: id, now: new Date(Date.now() + 120_000) })).toBe(1)
    expect(await undoPrompt(manager, { ...at, revision: 2 })).toEqual({ revision: 4 })
    expect(await own()).toEqual(on())
    expect((await revisionsAt(db, place))[0]).toMatchObject({ kind: 'undo', restoredFrom: 1 })
  }))
