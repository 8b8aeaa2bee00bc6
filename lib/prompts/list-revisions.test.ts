import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { inNaturalOrder } from '@/db/natural-order'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'
import { exportRevisions, listRevisions } from './list-revisions'
import { turnOffPrompt } from './publishing/turn-off-prompt'

const half = on({ rollout: { share: 50_000, salt: '' } })

/** Turned on by one manager, off by another, and on for half by the first. */
async function threeSaves(db: Db) {
  const { company, app, manager } = await promptWorkspace(db)
  const colleague = await signedIn(db, { role: 'integration_manager', companyIds: [company.id] })
  const at = { appId: app.id, environmentName: 'sandbox' as const }
  await savePrompt(manager, { ...at, content: on(), comment: '=1+1' })
  await turnOffPrompt(colleague, at)
  await savePrompt(manager, { ...at, baseRevision: 2, content: half })
  return { at, manager, colleague }
}

const numbers = ({ revisions }: { revisions: { number: number }[] }) => revisions.map(({ number }) => number)

it('finds one person’s saves, each still compared with the revision before it', () =>
  inRollback(async (db) => {
    const { at, manager } = await threeSaves(db)
    const mine = await listRevisions(manager, { ...at, authorName: manager.staff.name })
    expect(numbers(mine)).toEqual([3, 1])
    expect(mine.revisions[0]?.changes.map(({ label }) => label)).toEqual(['Prompt', 'Everyone else'])
    expect(mine.revisions[0]?.changes[0]).toMatchObject({ before: 'Off', after: 'On' })
  }))

it('finds one kind of change, and still names everyone who ever saved', () =>
  inRollback(async (db) => {
    const { at, manager, colleague } = await threeSaves(db)
    const off = await listRevisions(manager, { ...at, kind: 'off' })
    expect(numbers(off)).toEqual([2])
    expect(off.authors).toEqual(inNaturalOrder([manager.staff.name, colleague.staff.name], (name) => [name]))
    expect(numbers(await listRevisions(manager, { ...at, kind: 'restore' }))).toEqual([])
  }))

it('exports the whole content, and a table in which no comment becomes a formula', () =>
  inRollback(async (db) => {
    const { at, manager } = await threeSaves(db)
    const { revisions, csv } = await exportRevisions(manager, at)
    expect(numbers({ revisions })).toEqual([3, 2, 1])
    expect(revisions[0]?.content).toMatchObject(half)
    expect(csv).toContain("'=1+1")
    expect(csv).toContain('Everyone else: 100% of customers → 50% of customers')
    expect(numbers(await exportRevisions(manager, { ...at, kind: 'off' }))).toEqual([2])
  }))

it('hides the history and its export from people outside the company', () =>
  inRollback(async (db) => {
    const { at } = await threeSaves(db)
    const stranger = await signedIn(db, { role: 'integration_manager', companyIds: [] })
    for (const look of [listRevisions, exportRevisions])
      await expect(look(stranger, at)).rejects.toMatchObject({ reason: 'not-found' })
  }))
