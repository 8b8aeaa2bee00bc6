import { expect, it } from 'vitest'
import { promptConfigurations } from '@/db/schema/prompts'
import { inRollback } from '@/db/testing'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'
import { promptMatrix } from './prompt-matrix'

it('shows every environment as off until a prompt is saved', () =>
  inRollback(async (db) => {
    const { manager, production, sandbox } = await promptWorkspace(db)
    await db.delete(promptConfigurations)
    const { cells } = await promptMatrix(manager, {})
    expect(cells).toHaveLength(2)
    for (const id of [production.id, sandbox.id])
      expect(cells).toContainEqual(
        expect.objectContaining({ environmentId: id, isOn: false, source: 'none', changedBy: undefined }),
      )
  }))

it('names who saved the effective configuration', () =>
  inRollback(async (db) => {
    const { manager, app } = await promptWorkspace(db)
    await savePrompt(manager, { appId: app.id, environmentName: 'sandbox', content: on() })
    const { cells } = await promptMatrix(manager, {})
    expect(cells.find(({ environmentName }) => environmentName === 'sandbox')).toMatchObject({
      isOn: true,
      changedBy: manager.staff.name,
    })
  }))
