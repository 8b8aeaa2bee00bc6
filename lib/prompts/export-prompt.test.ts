import { expect, it } from 'vitest'
import { listMembers } from '@/db/queries/prompts/prompts'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace, revisionsAt, savePrompt } from '@/lib/testing/prompt-workspace'
import { explainPrompt } from './explain-prompt'
import { exportLevel, exportPrompt, exportRevision } from './export-prompt'
import { listIdsMax, uploadList } from './lists/upload-list'
import { exportSchema } from './prompt-file'
import { readImport } from './read-import'
import { showPrompt } from './show-prompt'

it('moves a prompt to another company with its lists, and changes nothing there before it is saved', () =>
  inRollback(async (db) => {
    const [from, to] = [await promptWorkspace(db), await promptWorkspace(db)]
    const here = { appId: from.app.id, environmentName: 'sandbox' } as const
    const there = { appId: to.app.id, environmentName: 'production' } as const
    const list = await uploadList(from.manager, { ...here, name: 'VIP', text: 'anna\nben' })
    const conditions = [{ attribute: 'customer' as const, operator: 'inList' as const, listId: list.id, values: [] }]
    const content = on({
      rollout: { share: 0, salt: 'deal-2' },
      lists: [list],
      rules: [{ id: 'vip', description: 'VIP first', conditions, share: 100_000 }],
      sdkVersionMin: '3.1.0',
    })
    await savePrompt(from.manager, { ...here, content })

    const text = JSON.stringify(await exportPrompt(from.manager, here))
    const { content: staged } = await readImport(to.manager, { ...there, text })
    const [copy] = staged.lists
    expect(copy).toMatchObject({ name: 'VIP', size: 2 })
    expect(copy?.id).not.toBe(list.id)
    expect(staged).toEqual({
      ...content,
      lists: [copy],
      rules: [{ ...content.rules[0], conditions: [{ ...conditions[0], listId: copy?.id }] }],
    })
    expect((await showPrompt(to.manager, there)).own).toBeNull()

    const sure = { comment: 'As in the sandbox', typed: to.app.name }
    await savePrompt(to.manager, { ...there, ...sure, content: staged })
    const { evaluation } = await explainPrompt(to.manager, {
      ...there,
      context: { targetingKey: 'ben', sdkVersion: '3.1.0' },
    })
    expect(evaluation).toMatchObject({ value: true, decidedBy: 'rule:vip' })
  }))

it('keeps ignoreCase where a rule has it, and leaves it out where it is false', () =>
  inRollback(async (db) => {
    const { app, manager } = await promptWorkspace(db)
    const at = { appId: app.id, environmentName: 'sandbox' } as const
    const withCase = (ignoreCase: true | undefined) =>
      on({
        rules: [
          {
            id: 'staff',
            description: '',
            conditions: [
              { attribute: 'customer', operator: 'endsWith', values: ['@Bank.example'], ignoreCase },
              { attribute: 'custom', name: 'user.plan', operator: 'in', values: ['Premium Plus'], ignoreCase },
            ],
            share: 0,
          },
        ],
      })
    await savePrompt(manager, { ...at, content: withCase(true) })
    const file = await exportPrompt(manager, at)
    expect((await readImport(manager, { ...at, text: JSON.stringify(file) })).content).toEqual(withCase(true))
    const byHand = JSON.stringify(file).replaceAll('"ignoreCase":true', '"ignoreCase":false')
    const { content } = await readImport(manager, { ...at, text: byHand })
    expect(JSON.stringify(content)).toBe(JSON.stringify(withCase(undefined)))
    const context = { targetingKey: 'ANNA@bank.example', user: { plan: 'premium plus' } }
    expect((await explainPrompt(manager, { ...at, context })).evaluation).toMatchObject({ decidedBy: 'rule:staff' })
  }))

it('counts each customer of an imported list once', () =>
  inRollback(async (db) => {
    const { app, manager } = await promptWorkspace(db)
    const list = { id: '01980000-0000-7000-8000-000000000001', name: 'VIP', size: 9 }
    const file = {
      format: 'pushdesk-prompt',
      schema: 1,
      content: on({ lists: [list] }),
      lists: { [list.id]: ['a', 'b', 'a'] },
    }
    const at = { appId: app.id, environmentName: 'sandbox' } as const
    const { content } = await readImport(manager, { ...at, text: JSON.stringify(file) })
    const [kept] = content.lists
    expect(kept).toMatchObject({ name: 'VIP', size: 2 })
    expect((await listMembers(db, { ids: [kept?.id ?? ''] }))[0]?.customerIds).toEqual(['a', 'b'])
  }))

it('reads back its own export of two lists of the maximum length', () =>
  inRollback(async (db) => {
    const { app, manager } = await promptWorkspace(db)
    const at = { appId: app.id, environmentName: 'sandbox' } as const
    const lists = ['one', 'other'].map((name, nth) => ({
      name,
      text: Array.from(
        { length: listIdsMax },
        (_, id) => `0190a000-0000-7000-${nth}000-${String(id).padStart(12, '0')}`,
      ),
    }))
    const kept = []
    for (const { name, text } of lists) kept.push(await uploadList(manager, { ...at, name, text: text.join('\n') }))
    await savePrompt(manager, { ...at, content: on({ lists: kept }) })
    const text = JSON.stringify(await exportPrompt(manager, at), null, 2)
    const { content } = await readImport(manager, { ...at, text })
    expect(content.lists.map(({ size }) => size)).toEqual([listIdsMax, listIdsMax])
  }))

it('leaves an audit entry for an import, and no revision', () =>
  inRollback(async (db) => {
    const { app, company, manager } = await promptWorkspace(db)
    const at = { appId: app.id, environmentName: 'sandbox' } as const
    const text = JSON.stringify({ format: 'pushdesk-prompt', schema: 1, content: on() })
    await readImport(manager, { ...at, text })
    expect(await revisionsAt(db, { scopeKind: 'app', companyId: company.id, ...at })).toEqual([])
    const entries = await db.query.auditEntries.findMany({
      where: (entry, { eq }) => eq(entry.actorId, manager.staff.id),
    })
    expect(entries.map(({ action }) => action)).toEqual(['prompt.read_import'])
  }))

it('exports a level’s own configuration and the effective one', () =>
  inRollback(async (db) => {
    const { app, company, manager } = await promptWorkspace(db)
    const environmentName = 'sandbox'
    const [at, above] = [
      { appId: app.id, environmentName } as const,
      { companyId: company.id, environmentName } as const,
    ]
    await savePrompt(manager, { ...above, content: on({ sdkVersionMin: '3.0.0' }) })
    expect(await exportLevel(manager, at)).toMatchObject({
      revision: 0,
      own: null,
      effective: { source: 'company', isStopped: false, file: await exportPrompt(manager, above) },
    })
    await savePrompt(manager, { ...at, content: on() })
    const own = await exportPrompt(manager, at)
    const set = await exportLevel(manager, at)
    expect(set).toMatchObject({ revision: 1, own, effective: { source: 'app', file: own } })
  }))

it('reuses the lists that a level already has, with the same name and members', () =>
  inRollback(async (db) => {
    const { app, manager } = await promptWorkspace(db)
    const at = { appId: app.id, environmentName: 'sandbox' } as const
    const list = await uploadList(manager, { ...at, name: 'VIP', text: 'anna\nben' })
    const twin = await uploadList(manager, { ...at, name: 'VIP', text: 'ben\nanna' })
    await savePrompt(manager, { ...at, content: on({ lists: [list, twin] }) })
    const file = await exportPrompt(manager, at)
    const read = async (given: object) =>
      (await readImport(manager, { ...at, text: JSON.stringify(given) })).content.lists
    expect(await read(file)).toEqual([list, twin])
    const renamed = { ...file, content: on({ lists: [{ ...list, name: 'Friends' }] }) }
    expect((await read(renamed))[0]?.id).not.toBe(list.id)
    const [longer] = await read({
      ...file,
      content: on({ lists: [list] }),
      lists: { [list.id]: ['anna', 'ben', 'cleo'] },
    })
    expect(longer).toMatchObject({ name: 'VIP', size: 3 })
    expect([list.id, twin.id]).not.toContain(longer?.id)
  }))

it.each(['support', 'viewer'] as const)('lets %s export but not import', (role) =>
  inRollback(async (db) => {
    const { app, company } = await promptWorkspace(db)
    const lesser = await signedIn(db, { role, companyIds: [company.id] })
    const at = { appId: app.id, environmentName: 'sandbox' } as const
    const text = JSON.stringify(await exportPrompt(lesser, at))
    await expect(readImport(lesser, { ...at, text })).rejects.toMatchObject({ reason: 'forbidden' })
  }),
)

it('publishes the schema of prompt files', () => {
  expect(exportSchema()).toMatchObject({
    type: 'object',
    properties: { format: { const: 'pushdesk-prompt' }, schema: { const: 1 }, content: { type: 'object' } },
    required: ['format', 'schema', 'content'],
  })
})

it('exports a revision, and null where the level inherited', () =>
  inRollback(async (db) => {
    const { app, manager } = await promptWorkspace(db)
    const at = { appId: app.id, environmentName: 'sandbox' } as const
    await savePrompt(manager, { ...at, content: on() })
    expect((await exportRevision(manager, { ...at, revision: 1 })).file?.content.isOn).toBe(true)
    expect((await exportRevision(manager, { ...at, revision: 0 })).file).toBeNull()
  }))
