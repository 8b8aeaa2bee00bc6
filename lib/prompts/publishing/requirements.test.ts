import { expect, it } from 'vitest'
import { inRollback } from '@/db/testing'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'
import { turnOffPrompt } from './turn-off-prompt'

it('doesn’t treat releasing a forced-off company as turning off', () =>
  inRollback(async (db) => {
    const { company, app, manager } = await promptWorkspace(db, { requiresApproval: true })
    const below = { appId: app.id, environmentName: 'production' } as const
    await savePrompt(manager, { ...below, content: on(), comment: 'Launch', typed: app.name })
    const at = { companyId: company.id, environmentName: 'production' } as const
    const { revision } = await turnOffPrompt(manager, at)
    const stopped = on({ isOn: false, stopsBelow: true })
    const released = { ...at, content: { ...stopped, stopsBelow: false }, baseRevision: revision }
    await expect(savePrompt(manager, released)).rejects.toMatchObject({
      reason: 'invalid',
      fields: { comment: [expect.any(String)], 'confirmation.typed': [expect.any(String)] },
    })
    const asked = await savePrompt(manager, { ...released, comment: 'Over', typed: company.name })
    expect(asked).toMatchObject({ status: 'proposed' })
  }))
