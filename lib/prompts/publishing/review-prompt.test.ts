import { expect, it } from 'vitest'
import { inRollback } from '@/db/testing'
import { exportPrompt } from '@/lib/prompts/export-prompt'
import { readImport } from '@/lib/prompts/read-import'
import { showPrompt } from '@/lib/prompts/show-prompt'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'
import { reviewPrompt } from './review-prompt'

const ahead = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
const tooLate = on({
  schedule: { timeZone: 'Asia/Tokyo', startsAt: null, endsAt: null, steps: [{ at: ahead(24), share: 10_000 }] },
})
const warning = expect.stringContaining('Everyone is asked as soon as you save')

it('draws the percentage over time and warns of a schedule that comes too late, typed or imported', () =>
  inRollback(async (db) => {
    const { app, manager } = await promptWorkspace(db)
    const at = { appId: app.id, environmentName: 'sandbox' } as const
    const file = { ...(await exportPrompt(manager, at)), content: tooLate }
    const { content: imported } = await readImport(manager, { ...at, text: JSON.stringify(file) })
    for (const content of [tooLate, imported]) {
      const { shares, warnings } = await reviewPrompt(manager, { ...at, baseRevision: 0, content })
      expect(shares.timeZone).toBe('Asia/Tokyo')
      expect(shares.from.map(({ share }) => share)).toEqual([100_000, 10_000])
      expect(warnings).toContainEqual(warning)
    }
  }))

it('draws and warns of the inherited configuration when a level is reset to it', () =>
  inRollback(async (db) => {
    const { app, company, manager } = await promptWorkspace(db)
    const environmentName = 'sandbox' as const
    await savePrompt(manager, { companyId: company.id, environmentName, content: tooLate })
    await savePrompt(manager, { appId: app.id, environmentName, content: on({ sdkVersionMin: '3.0.0' }) })
    const back = { appId: app.id, environmentName, baseRevision: 1, content: null }
    const { shares, warnings } = await reviewPrompt(manager, back)
    expect(shares.from.map(({ share }) => share)).toEqual([100_000, 10_000])
    expect(warnings).toEqual([warning])
  }))

it('shows the second person the same warning before they approve', () =>
  inRollback(async (db) => {
    const { app, company, manager } = await promptWorkspace(db, { requiresApproval: true })
    const at = { appId: app.id, environmentName: 'production' } as const
    await savePrompt(manager, { ...at, content: tooLate, comment: 'Ramp', typed: app.name })
    const colleague = await signedIn(db, { role: 'integration_manager', companyIds: [company.id] })
    const { proposals } = await showPrompt(colleague, at)
    expect(proposals.map(({ warnings }) => warnings)).toEqual([[warning]])
  }))
