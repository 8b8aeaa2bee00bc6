import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { insertList } from '@/db/queries/prompts/prompts'
import type { Role } from '@/db/schema/staff'
import { inRollback } from '@/db/testing'
import type { StaffContext } from '@/lib/context'
import { roleMay, type StaffPermission } from '@/lib/permissions'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'
import { currentRevision } from './current-revision'
import { explainPrompt } from './explain-prompt'
import { exportPrompt } from './export-prompt'
import type { PlaceInput } from './levels/at-place'
import { listRecentClients } from './list-recent-clients'
import { compareRevisions, listRevisions } from './list-revisions'
import { uploadList } from './lists/upload-list'
import { promptMatrix } from './prompt-matrix'
import { promptPropagation, promptResults } from './prompt-results'
import { changeApps, reviewApps } from './publishing/change-apps'
import { approveProposal, closeProposal } from './publishing/decide-proposal'
import { publishPrompt } from './publishing/publish-prompt'
import { reviewPrompt } from './publishing/review-prompt'
import { turnOffPrompt } from './publishing/turn-off-prompt'
import { undoPrompt } from './publishing/undo-prompt'
import { readImport } from './read-import'
import { showPrompt } from './show-prompt'

type Verb = (ctx: StaffContext, at: PlaceInput) => Promise<unknown>

const confirmation = { hash: 'x', typed: '' }
const proposalId = '01980000-0000-7000-8000-000000000001'

const placed: Record<string, [StaffPermission, Verb]> = {
  showPrompt: ['prompt.read', (ctx, at) => showPrompt(ctx, at)],
  presentRevision: ['prompt.read', (ctx, at) => currentRevision(ctx, at)],
  reviewPrompt: ['prompt.read', (ctx, at) => reviewPrompt(ctx, { ...at, baseRevision: 0, content: on() })],
  explainPrompt: ['prompt.read', (ctx, at) => explainPrompt(ctx, { ...at, context: {} })],
  listRevisions: ['prompt.read', (ctx, at) => listRevisions(ctx, at)],
  compareRevisions: ['prompt.read', (ctx, at) => compareRevisions(ctx, { ...at, from: 0, to: 0 })],
  exportPrompt: ['prompt.read', (ctx, at) => exportPrompt(ctx, at)],
  promptPropagation: ['prompt.read', (ctx, at) => promptPropagation(ctx, at)],
  publishPrompt: [
    'prompt.publish',
    (ctx, at) => publishPrompt(ctx, { ...at, baseRevision: 0, content: on(), confirmation }),
  ],
  uploadList: ['prompt.publish', (ctx, at) => uploadList(ctx, { ...at, name: 'List', text: 'a' })],
  readImport: ['prompt.publish', (ctx, at) => readImport(ctx, { ...at, text: '{}' })],
  turnOffPrompt: ['prompt.turn_off', (ctx, at) => turnOffPrompt(ctx, at)],
  undoPrompt: ['prompt.turn_off', (ctx, at) => undoPrompt(ctx, { ...at, revision: 1 })],
  approveProposal: ['prompt.approve', (ctx, at) => approveProposal(ctx, { ...at, proposalId })],
  closeProposal: ['prompt.approve', (ctx, at) => closeProposal(ctx, { ...at, proposalId })],
}

const roles = ['integration_manager', 'support', 'viewer'] as const satisfies readonly Role[]

it.each(Object.entries(placed))('%s finds nothing of another company, whatever the role', (_name, [permission, verb]) =>
  inRollback(async (db) => {
    const { theirs, strangers } = await twoCompanies(db)
    for (const stranger of strangers) {
      const reason = roleMay(stranger.staff.role, permission) ? 'not-found' : 'forbidden'
      for (const environmentName of ['production', 'sandbox'] as const) {
        await expect(verb(stranger, { appId: theirs.app.id, environmentName })).rejects.toMatchObject({ reason })
        await expect(verb(stranger, { companyId: theirs.company.id, environmentName })).rejects.toMatchObject({
          reason,
        })
      }
    }
  }),
)

it.each(Object.entries(placed).filter(([, [permission]]) => permission !== 'prompt.read'))(
  '%s on the platform requires an admin',
  (_name, [, verb]) =>
    inRollback(async (db) => {
      const { strangers } = await twoCompanies(db)
      for (const stranger of strangers)
        await expect(verb(stranger, { scope: 'platform', environmentName: 'sandbox' })).rejects.toMatchObject({
          reason: 'forbidden',
        })
    }),
)

it('finds nothing of another company by environment or among several apps', () =>
  inRollback(async (db) => {
    const { theirs, mine, strangers } = await twoCompanies(db)
    await savePrompt(theirs.manager, { companyId: theirs.company.id, environmentName: 'sandbox', content: on() })
    const edit = { kind: 'off' } as const
    for (const stranger of strangers) {
      const environmentId = theirs.sandbox.id
      await expect(promptResults(stranger, { environmentId })).rejects.toMatchObject({ reason: 'not-found' })
      await expect(listRecentClients(stranger, { environmentId })).rejects.toMatchObject({ reason: 'not-found' })
      // Name their app next to the stranger's own company.
      const apps = {
        environmentName: 'sandbox',
        companyId: mine.company.id,
        appIds: [mine.app.id, theirs.app.id],
        edit,
      }
      await expect(reviewApps(stranger, { ...apps, environmentName: 'sandbox' })).rejects.toMatchObject({
        reason: 'not-found',
      })
      const reason = stranger.staff.role === 'integration_manager' ? 'not-found' : 'forbidden'
      await expect(changeApps(stranger, { ...apps, environmentName: 'sandbox', confirmation })).rejects.toMatchObject({
        reason,
      })
      const { cells, levels } = await promptMatrix(stranger, {})
      expect(cells.map(({ companyId }) => companyId)).not.toContain(theirs.company.id)
      expect(levels.map(({ companyId }) => companyId)).not.toContain(theirs.company.id)
    }
  }))

it('names no app of another company in the review or the propagation of a platform change', () =>
  inRollback(async (db) => {
    const { theirs, mine, strangers } = await twoCompanies(db)
    const at = { scope: 'platform', environmentName: 'sandbox' } as const
    for (const stranger of strangers) {
      const { reach } = await reviewPrompt(stranger, {
        ...at,
        baseRevision: 0,
        content: on({ sdkVersionMin: '9.9.9' }),
      })
      const named = [...reach.gained, ...reach.lost, ...reach.changed]
      expect(named).toContain(mine.app.name)
      expect(named).not.toContain(theirs.app.name)
      const { apps } = await promptPropagation(stranger, at)
      expect(apps.map(({ name }) => name)).toContain(mine.app.name)
      expect(apps.map(({ name }) => name)).not.toContain(theirs.app.name)
    }
  }))

it('reveals no members of another company’s customer list', () =>
  inRollback(async (db) => {
    const { theirs, mine, strangers } = await twoCompanies(db)
    const list = await insertList(db, { companyId: theirs.company.id, name: 'VIP', customerIds: ['vip'], size: 1 })
    const inList = { attribute: 'customer' as const, operator: 'inList' as const, listId: list.id, values: [] }
    const draft = on({
      rollout: { share: 0, salt: '' },
      lists: [list],
      rules: [{ id: 'vip', description: '', conditions: [inList], share: 100_000 }],
    })
    const context = { targetingKey: 'vip' }
    const own = await explainPrompt(theirs.manager, {
      appId: theirs.app.id,
      environmentName: 'sandbox',
      context,
      draft,
    })
    expect(own.evaluation).toMatchObject({ value: true })
    for (const stranger of strangers) {
      const at = { appId: mine.app.id, environmentName: 'sandbox' } as const
      const { evaluation } = await explainPrompt(stranger, { ...at, context, draft })
      expect(evaluation).toMatchObject({ value: false })
    }
    const [manager] = strangers
    const at = { appId: mine.app.id, environmentName: 'sandbox' } as const
    await expect(savePrompt(manager, { ...at, content: draft })).rejects.toMatchObject({
      fields: { 'content.lists.0': [expect.any(String)] },
    })
  }))

async function twoCompanies(db: Db) {
  const [theirs, mine] = [await promptWorkspace(db), await promptWorkspace(db)]
  const stranger = (role: Role) => signedIn(db, { role, companyIds: [mine.company.id] })
  const strangers = [await stranger(roles[0]), await stranger(roles[1]), await stranger(roles[2])] as const
  return { theirs, mine, strangers }
}
