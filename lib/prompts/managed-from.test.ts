import { describe, expect, it } from 'vitest'
import { inRollback } from '@/db/testing'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'
import { managePromptFrom, stopManagingPrompt } from './managed-from'
import { turnOffPrompt } from './publishing/turn-off-prompt'
import { undoPrompt } from './publishing/undo-prompt'
import { showPrompt } from './show-prompt'

const file = { repository: 'git.example.com/settings', file: 'pushdesk/northwind-bank.yaml' }

describe('a prompt applied from a file', () => {
  it('names the file, reports drift after a change, and none after its undo', () =>
    inRollback(async (db) => {
      const { app, manager } = await promptWorkspace(db)
      const at = { appId: app.id, environmentName: 'sandbox' } as const
      const managed = async () => (await showPrompt(manager, at)).managedFrom
      await savePrompt(manager, { ...at, content: on() })
      expect(await managed()).toBeNull()
      await managePromptFrom(manager, { ...at, ...file })
      expect(await managed()).toEqual({ ...file, hasDrifted: false })
      await turnOffPrompt(manager, at)
      expect(await managed()).toEqual({ ...file, hasDrifted: true })
      await undoPrompt(manager, { ...at, revision: 2 })
      expect(await managed()).toEqual({ ...file, hasDrifted: false })
      await stopManagingPrompt(manager, at)
      expect(await managed()).toBeNull()
    }))
})
