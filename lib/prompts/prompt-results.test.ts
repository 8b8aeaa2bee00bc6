import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCustomer, makeDevice, unique } from '@/db/factories'
import { addFetches, putClients } from '@/db/queries/prompts/prompt-fetches'
import { inRollback } from '@/db/testing'
import { withKey } from '@/lib/testing/contexts'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'
import { promptPropagation, promptResults } from './prompt-results'
import { turnOffPrompt } from './publishing/turn-off-prompt'
import { recordPromptEvents } from './serving/record-prompt-events'
import { showPrompt } from './show-prompt'

type Kind = 'displayed' | 'accepted' | 'dismissed' | 'system_authorized' | 'system_denied'

const dayMs = 86_400_000

/** An app with two revisions in the sandbox, and what a phone reports about them. */
async function twoRevisions(db: Db) {
  const here = await promptWorkspace(db)
  const { app, manager, sandbox } = here
  const at = { appId: app.id, environmentName: 'sandbox' } as const
  const effective = async () => (await showPrompt(manager, at)).effective.revision
  await savePrompt(manager, { ...at, content: on() })
  const first = await effective()
  await savePrompt(manager, { ...at, content: on({ sdkVersionMin: '3.0.0' }), baseRevision: 1 })
  const second = await effective()
  const phone = await withKey(db, { environmentId: sandbox.id, kind: 'publishable' })
  return {
    ...here,
    at,
    first,
    second,
    fetched: (
      revision: string,
      value: 'on' | 'off',
      fetchCount: number,
      given: { sdkVersion?: string; daysAgo?: number } = {},
    ) => {
      const lastAt = new Date(Date.now() - (given.daysAgo ?? 0) * dayMs)
      const word = {
        environmentId: sandbox.id,
        hour: lastAt,
        revision,
        value,
        decidedBy: 'rollout',
        fetchCount,
        lastAt,
      }
      return addFetches(db, { fetches: [{ ...word, sdkVersion: given.sdkVersion ?? '' }] })
    },
    did: (revision: string, kinds: Kind[], { userId = unique('user'), daysAgo = 0 } = {}) =>
      recordPromptEvents(phone, {
        events: kinds.map((kind) => ({
          id: unique('event'),
          kind,
          user: { id: userId },
          revision,
          at: new Date(Date.now() - daysAgo * dayMs).toISOString(),
        })),
      }),
    registered: async (userId: string, daysAgo: number) => {
      const customer = await makeCustomer(db, { environmentId: sandbox.id, userId })
      const registeredAt = new Date(Date.now() - daysAgo * dayMs)
      await makeDevice(db, { environmentId: sandbox.id, customerId: customer.id, registeredAt })
      return userId
    },
  }
}

it('counts eligible, displayed, accepted, dismissed, allowed, denied, and registered for each revision', () =>
  inRollback(async (db) => {
    const { manager, sandbox, first, second, fetched, did, registered } = await twoRevisions(db)
    await fetched(first, 'on', 7, { sdkVersion: '3.1.0' })
    await fetched(first, 'on', 3, { sdkVersion: '3.2.0' })
    await fetched(first, 'off', 5)
    await fetched(second, 'on', 4)
    const [later, before] = [await registered(unique('later'), 1), await registered(unique('before'), 9)]
    await did(first, ['displayed', 'accepted', 'system_authorized'], { userId: later, daysAgo: 2 })
    await did(first, ['displayed', 'accepted', 'system_denied'], { userId: before, daysAgo: 2 })
    await did(first, ['displayed', 'dismissed'])
    await did(second, ['displayed'])

    const { funnels } = await promptResults(manager, { environmentId: sandbox.id })
    expect(funnels).toEqual([
      {
        revision: second,
        label: 'App revision 2',
        counts: {
          eligible: 4,
          displayed: 1,
          accepted: 0,
          dismissed: 0,
          system_authorized: 0,
          system_denied: 0,
          registered: 0,
        },
      },
      {
        revision: first,
        label: 'App revision 1',
        counts: {
          eligible: 10,
          displayed: 3,
          accepted: 2,
          dismissed: 1,
          system_authorized: 1,
          system_denied: 1,
          registered: 1,
        },
      },
    ])
  }))

it('leaves out anything older than the requested days, and other environments', () =>
  inRollback(async (db) => {
    const { manager, production, sandbox, first, fetched, did } = await twoRevisions(db)
    await fetched(first, 'on', 100, { daysAgo: 8 })
    await did(first, ['displayed'], { daysAgo: 8 })
    await fetched(first, 'on', 1, { daysAgo: 6 })
    await did(first, ['displayed'], { daysAgo: 6 })
    const week = await promptResults(manager, { environmentId: sandbox.id, days: 7 })
    expect(week.funnels).toEqual([
      expect.objectContaining({ counts: expect.objectContaining({ eligible: 1, displayed: 1 }) }),
    ])
    expect(week.days.map(({ kind, events }) => [kind, events])).toEqual([['displayed', 1]])
    expect((await promptResults(manager, { environmentId: sandbox.id })).funnels[0]?.counts.eligible).toBe(101)
    const other = await promptResults(manager, { environmentId: production.id })
    expect([other.funnels, other.days, other.marks]).toEqual([[], [], []])
  }))

it('marks each revision on its day with its author, whatever its level', () =>
  inRollback(async (db) => {
    const { company, manager, sandbox } = await twoRevisions(db)
    await turnOffPrompt(manager, { companyId: company.id, environmentName: 'sandbox' })
    const { marks } = await promptResults(manager, { environmentId: sandbox.id })
    const day = new Date().toISOString().slice(0, 10)
    const own = marks.filter(({ label }) => !label.startsWith('Platform'))
    expect(own.toSorted((a, b) => a.label.localeCompare(b.label))).toEqual(
      ['App revision 1', 'App revision 2', 'Company revision 1'].map((label) => ({
        day,
        label,
        authorName: manager.staff.name,
      })),
    )
  }))

it('counts the phones on the effective revision, and those on the stream, and starts over with each change', () =>
  inRollback(async (db) => {
    const { app, at, company, manager, sandbox, first, second, fetched } = await twoRevisions(db)
    const has = (revision: string, isStreaming: boolean, daysAgo = 0) => ({
      environmentId: sandbox.id,
      targetingKey: unique('phone'),
      context: {},
      revision,
      value: 'on' as const,
      isStreaming,
      lastAt: new Date(Date.now() - daysAgo * dayMs),
    })
    await putClients(db, { clients: [has(second, true), has(second, true), has(second, false), has(first, true)] })
    await putClients(db, { clients: [has(second, true, 8)] })
    await fetched(second, 'on', 3)
    const { apps } = await promptPropagation(manager, at)
    expect(apps).toEqual([
      expect.objectContaining({ name: app.name, clients: 4, received: 3, byStream: 2, lastSeenAt: expect.any(String) }),
    ])
    await turnOffPrompt(manager, { companyId: company.id, environmentName: 'sandbox' })
    expect((await promptPropagation(manager, at)).apps).toEqual([
      expect.objectContaining({ name: app.name, clients: 4, received: 0, byStream: 0 }),
    ])
  }))

it('ignores events of revisions that never existed', () =>
  inRollback(async (db) => {
    const { first, manager, sandbox, did } = await twoRevisions(db)
    const strangers = await twoRevisions(db)
    const [configuration] = first.split(':')
    await did(first, ['displayed'])
    for (const revision of [
      `${configuration}:3`,
      `${configuration}:0`,
      `${configuration}:x`,
      'made up',
      strangers.first,
    ])
      await did(revision, ['displayed'])
    const { funnels } = await promptResults(manager, { environmentId: sandbox.id })
    expect(funnels.map(({ label, counts }) => [label, counts.displayed])).toEqual([['App revision 1', 1]])
  }))

it('keeps results from a time without any configuration', () =>
  inRollback(async (db) => {
    const { manager, sandbox, fetched } = await twoRevisions(db)
    await fetched('none:0', 'on', 2)
    const { funnels } = await promptResults(manager, { environmentId: sandbox.id })
    expect(funnels.map(({ label, counts }) => [label, counts.eligible])).toEqual([['Not configured', 2]])
  }))
