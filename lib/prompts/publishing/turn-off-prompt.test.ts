import { beforeAll, describe, expect, it } from 'vitest'
import { makeCompany } from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback, testDatabase } from '@/db/testing'
import { PromptStore } from '@/lib/prompts/serving/store'
import { showPrompt } from '@/lib/prompts/show-prompt'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace, revisionsAt, savePrompt } from '@/lib/testing/prompt-workspace'
import { withinSeconds } from '@/lib/testing/within-seconds'
import { turnOffPrompt } from './turn-off-prompt'
import { undoPrompt } from './undo-prompt'

beforeAll(async () => {
  await testDatabase()
})

describe('turnOffPrompt', () => {
  it('for the platform overrides every company, keeps their configurations, and can be undone', () =>
    inRollback(async (db) => {
      const { app, company, manager } = await promptWorkspace(db)
      const admin = await signedIn(db, { role: 'admin' })
      const at = { appId: app.id, environmentName: 'sandbox' } as const
      await savePrompt(manager, { ...at, content: on() })
      await savePrompt(manager, { companyId: company.id, environmentName: 'sandbox', content: on() })
      const platform = { scope: 'platform', environmentName: 'sandbox' } as const
      const { revision } = await turnOffPrompt(admin, { ...platform, comment: 'Wrong words' })
      const stopped = await showPrompt(manager, at)
      expect(stopped).toMatchObject({ own: { isOn: true }, revision: 1 })
      expect(stopped.effective).toMatchObject({ source: 'platform', isStopped: true, content: { isOn: false } })
      await undoPrompt(admin, { ...platform, revision })
      expect((await showPrompt(manager, at)).effective).toMatchObject({ source: 'app', content: { isOn: true } })
    }))

  it('applies to its own environment only', () =>
    inRollback(async (db) => {
      const { app, company, manager } = await promptWorkspace(db)
      await savePrompt(manager, { appId: app.id, environmentName: 'sandbox', content: on() })
      await turnOffPrompt(manager, { companyId: company.id, environmentName: 'production' })
      const { effective } = await showPrompt(manager, { appId: app.id, environmentName: 'sandbox' })
      expect(effective).toMatchObject({ source: 'app', isStopped: false, content: { isOn: true } })
    }))

  it('needs no comment, has its own kind of revision and audit entry, and is rejected the second time', () =>
    inRollback(async (db) => {
      const { app, company, manager } = await promptWorkspace(db, { requiresApproval: true })
      const at = { appId: app.id, environmentName: 'production' } as const
      expect(await turnOffPrompt(manager, at)).toEqual({ revision: 1 })
      const [saved] = await revisionsAt(db, { scopeKind: 'app', companyId: company.id, ...at })
      expect(saved).toMatchObject({ kind: 'off', authorId: manager.staff.id, content: { isOn: false } })
      const about = { subjectKind: 'prompt', subjectId: saved?.configurationId ?? '' }
      expect(await entriesAbout(db, about)).toEqual([
        expect.objectContaining({
          action: 'prompt.turn_off',
          companyId: company.id,
          after: expect.objectContaining({ isOn: false }),
        }),
      ])
      await expect(turnOffPrompt(manager, at)).rejects.toMatchObject({ reason: 'conflict' })
      expect(await entriesAbout(db, about)).toHaveLength(1)
    }))

  it.each(['support', 'viewer'] as const)('is denied to %s, and for a company to managers of others', (role) =>
    inRollback(async (db) => {
      const { company } = await promptWorkspace(db)
      const at = { companyId: company.id, environmentName: 'sandbox' } as const
      const lesser = await signedIn(db, { role, companyIds: [company.id] })
      await expect(turnOffPrompt(lesser, at)).rejects.toMatchObject({ reason: 'forbidden' })
      const stranger = await signedIn(db, { role: 'integration_manager', companyIds: [(await makeCompany(db)).id] })
      await expect(turnOffPrompt(stranger, at)).rejects.toMatchObject({ reason: 'not-found' })
    }),
  )

  it('for a company reaches the memory that answers its apps’ phones, and no other company’s', async () => {
    const database = await testDatabase()
    const [mine, others] = [await promptWorkspace(database.db), await promptWorkspace(database.db)]
    for (const { app, manager } of [mine, others])
      await savePrompt(manager, { appId: app.id, environmentName: 'sandbox', content: on() })
    const store = await PromptStore.start(database)
    const isOn = ({ sandbox, app, company }: typeof mine) =>
      store.for({ id: sandbox.id, name: 'sandbox', appId: app.id, companyId: company.id }).effective.content.isOn
    expect([isOn(mine), isOn(others)]).toEqual([true, true])
    await turnOffPrompt(mine.manager, { companyId: mine.company.id, environmentName: 'sandbox' })
    expect(await withinSeconds(1, () => isOn(mine), false)).toBe(false)
    expect(isOn(others)).toBe(true)
    await store.stop()
  })
})
