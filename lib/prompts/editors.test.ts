import { describe, expect, it } from 'vitest'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { promptWorkspace } from '@/lib/testing/prompt-workspace'
import { PromptEditors, rememberedMs, seeEditors } from './editors'

const editing = (staffId: string, { isOver = false, page = 'tab' } = {}) =>
  ({ kind: 'editing', place: 'here', page: `${staffId} ${page}`, staffId, name: `Name of ${staffId}`, isOver }) as const

describe('an editor', () => {
  it('is shown to others at that level by name, but not to themselves', () => {
    const editors = new PromptEditors()
    for (const who of ['bob', 'ada']) editors.hear(editing(who), 0)
    expect(editors.at('here', { except: 'eve', now: 1 })).toEqual(['Name of ada', 'Name of bob'])
    expect(editors.at('here', { except: 'ada', now: 1 })).toEqual(['Name of bob'])
    expect(editors.at('there', { except: 'eve', now: 1 })).toEqual([])
  })

  it('is forgotten without another announcement', () => {
    const editors = new PromptEditors()
    editors.hear(editing('ada'), 0)
    editors.hear(editing('ada'), 10_000)
    expect(editors.at('here', { except: 'eve', now: rememberedMs + 9_999 })).toHaveLength(1)
    expect(editors.at('here', { except: 'eve', now: rememberedMs + 10_000 })).toEqual([])
  })

  it('is gone as soon as a page says so, for that page only', () => {
    const editors = new PromptEditors()
    editors.hear(editing('ada', { page: 'one' }), 0)
    editors.hear(editing('ada', { page: 'two' }), 0)
    expect(editors.at('here', { except: 'eve', now: 1 })).toEqual(['Name of ada'])
    editors.hear(editing('ada', { page: 'one', isOver: true }), 2)
    expect(editors.at('here', { except: 'eve', now: 3 })).toEqual(['Name of ada'])
    editors.hear(editing('ada', { page: 'two', isOver: true }), 4)
    expect(editors.at('here', { except: 'eve', now: 5 })).toEqual([])
  })

  it('is hidden from other companies', () =>
    inRollback(async (db) => {
      const { app, manager } = await promptWorkspace(db)
      const asked = { appId: app.id, environmentName: 'sandbox' as const, isEditing: true, page: 'tab' }
      const see = seeEditors(new PromptEditors())
      expect(await see(manager, asked)).toEqual({ names: [] })
      const stranger = await signedIn(db, { role: 'integration_manager', companyIds: [] })
      await expect(see(stranger, asked)).rejects.toMatchObject({ reason: 'not-found' })
    }))
})
