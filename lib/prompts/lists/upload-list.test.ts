import { expect, it } from 'vitest'
import { listMembers } from '@/db/queries/prompts/prompts'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { explainPrompt } from '@/lib/prompts/explain-prompt'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'
import { columnText, readListText } from './list-text'
import { uploadList } from './upload-list'

it('stores 100,000 IDs that a saved rule finds, and leaves them out of the audit entry', () =>
  inRollback(async (db) => {
    const { app, manager } = await promptWorkspace(db)
    const at = { appId: app.id, environmentName: 'sandbox' } as const
    const ids = Array.from(
      { length: 100_000 },
      (_, index) => `0190a000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    )
    const list = await uploadList(manager, { ...at, name: 'Everyone', text: ids.join('\r\n') })
    expect(list).toMatchObject({ name: 'Everyone', size: 100_000 })
    const [entry] = await entriesAbout(db, { subjectKind: 'prompt_list', subjectId: list.id })
    expect(entry).toMatchObject({ action: 'prompt.upload_list', after: { size: 100_000 } })
    const inList = { attribute: 'customer' as const, operator: 'inList' as const, listId: list.id, values: [] }
    const rule = { id: 'everyone', description: '', conditions: [inList], share: 100_000 }
    await savePrompt(manager, { ...at, content: on({ rollout: { share: 0, salt: '' }, lists: [list], rules: [rule] }) })
    const asked = async (targetingKey: string | undefined) =>
      (await explainPrompt(manager, { ...at, context: { targetingKey } })).evaluation
    expect(await asked(ids[0])).toMatchObject({ value: true, decidedBy: 'rule:everyone' })
    expect(await asked(ids.at(-1))).toMatchObject({ value: true, decidedBy: 'rule:everyone' })
    expect(await asked('somebody-else')).toMatchObject({ value: false, decidedBy: 'rollout' })
  }))

it('counts each customer once, whatever separates them', () =>
  inRollback(async (db) => {
    const { app, manager } = await promptWorkspace(db)
    const text = '\uFEFFuser_id\r\n"anna"\r\n\r\n ben ;ben,\tcara\n\nanna\r\n'
    const list = await uploadList(manager, { appId: app.id, environmentName: 'sandbox', name: 'Friends', text })
    expect(list.size).toBe(3)
    const [kept] = await listMembers(db, { ids: [list.id] })
    expect(kept?.customerIds).toEqual(['anna', 'ben', 'cara'])
  }))

it.each(['support', 'viewer'] as const)('denies %s the upload', (role) =>
  inRollback(async (db) => {
    const { app, company } = await promptWorkspace(db)
    const lesser = await signedIn(db, { role, companyIds: [company.id] })
    const input = { appId: app.id, environmentName: 'sandbox', name: 'VIP', text: 'a' } as const
    await expect(uploadList(lesser, input)).rejects.toMatchObject({ reason: 'forbidden' })
  }),
)

it('rejects a table, and accepts its chosen column', () =>
  inRollback(async (db) => {
    const { app, manager } = await promptWorkspace(db)
    const text = '\uFEFFname;user_id\r\n"Schmidt; Anna";c-1\r\nBen;"c,2"\r\nBen;"c,2 "\r\n'
    const at = { appId: app.id, environmentName: 'sandbox', name: 'Friends' } as const
    await expect(uploadList(manager, { ...at, text })).rejects.toMatchObject({
      reason: 'invalid',
      fields: { text: ['This has 2 columns. Choose the one that holds the customer IDs.'] },
    })
    const list = await uploadList(manager, { ...at, text: columnText(readListText(text), { column: 1 }) })
    expect(list).toMatchObject({ size: 2 })
    expect((await listMembers(db, { ids: [list.id] }))[0]?.customerIds).toEqual(['c-1', 'c,2'])
    const [entry] = await entriesAbout(db, { subjectKind: 'prompt_list', subjectId: list.id })
    expect(entry).toMatchObject({ after: { size: 2, duplicates: 1 } })
  }))
