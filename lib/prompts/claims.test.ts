import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { putClients } from '@/db/queries/prompts/prompt-fetches'
import { inRollback } from '@/db/testing'
import { promptStateAt } from '@/lib/companies/effective-prompts'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'
import { offContent } from './content/content'
import { noSchedule } from './content/schedule'
import { promptMatrix } from './prompt-matrix'
import { promptPropagation } from './prompt-results'
import { turnOffPrompt } from './publishing/turn-off-prompt'
import { showPrompt } from './show-prompt'

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

/** A company whose one app has 100 clients on its first revision, a quarter of them asked. */
async function hundredClients(db: Db) {
  const here = await promptWorkspace(db)
  const admin = await signedIn(db, { role: 'admin' })
  const at = { appId: here.app.id, environmentName: 'production' as const }
  await savePrompt(here.manager, { ...at, content: on(), comment: 'Begin', typed: here.app.name })
  const { revision } = (await showPrompt(here.manager, at)).effective
  await putClients(db, {
    clients: Array.from({ length: 100 }, (_, index) => ({
      environmentId: here.production.id,
      targetingKey: `client-${index}`,
      context: {},
      revision,
      value: index < 25 ? ('on' as const) : ('off' as const),
      lastAt: new Date(),
    })),
  })
  const cell = async () =>
    (await promptMatrix(here.manager, {})).cells.find(({ environmentId }) => environmentId === here.production.id)
  return { ...here, admin, at, cell }
}

describe('the matrix', () => {
  it('counts as asked only clients on the effective revision, so none right after “Turn off”', () =>
    inRollback(async (db) => {
      const { manager, at, cell } = await hundredClients(db)
      expect(await cell()).toMatchObject({ clients: 100, clientsCurrent: 100, clientsOn: 25 })
      await turnOffPrompt(manager, at)
      expect(await cell()).toMatchObject({ isOn: false, clients: 100, clientsCurrent: 0, clientsOn: 0 })
    }))
})

describe('a level above the app', () => {
  it('counts no client of an app that has its own configuration', () =>
    inRollback(async (db) => {
      const { manager, company, at } = await hundredClients(db)
      const ofCompany = { companyId: company.id, environmentName: 'production' as const }
      await savePrompt(manager, { ...ofCompany, content: on(), comment: 'Begin', typed: company.name })
      const [app] = (await promptPropagation(manager, ofCompany)).apps
      expect(app).toMatchObject({ isFromHere: false, clients: 100, received: 100 })
      const [own] = (await promptPropagation(manager, at)).apps
      expect(own).toMatchObject({ isFromHere: true, clients: 100, received: 100 })
    }))

  it('counts every client of an app that it forced off, but as received only those that fetched it', () =>
    inRollback(async (db) => {
      const { manager, company } = await hundredClients(db)
      const ofCompany = { companyId: company.id, environmentName: 'production' as const }
      await turnOffPrompt(manager, ofCompany)
      const [app] = (await promptPropagation(manager, ofCompany)).apps
      expect(app).toMatchObject({ isFromHere: true, clients: 100, received: 0 })
    }))
})

const rules = [
  {
    id: '01900000-0000-7000-8000-000000000001',
    description: '',
    conditions: [{ attribute: 'appVersion' as const, operator: 'is' as const, values: ['1.0.0'] }],
    share: 0,
  },
]

describe('outside its own page, the prompt is called', () => {
  it.each([
    ['on for everyone', 'On for everyone', on()],
    ['on for a share', 'On for 50%', on({ rollout: { ...offContent.rollout, share: 50_000 } })],
    ['off', 'Off', offContent],
    [
      'on, but no one is asked because the start is in the future',
      'On, but asks no one now',
      on({ schedule: { ...noSchedule, startsAt: inDays(1) } }),
    ],
    [
      'on, but no one is asked because the schedule has ended',
      'On, but asks no one now',
      on({ schedule: { ...noSchedule, endsAt: inDays(-1) } }),
    ],
    [
      'on, but no one is asked because of 0%',
      'On, but asks no one now',
      on({ rollout: { ...offContent.rollout, share: 0 } }),
    ],
    [
      'on for the share of the present step, not for the one before the ramp',
      'On for 5%',
      on({ schedule: { ...noSchedule, steps: [{ at: inDays(-1), share: 5_000 }] } }),
    ],
    ['by its rules, never “everyone”, where it has some', 'On, with 1 rule', on({ rules })],
  ])('%s', (_, word, content) => {
    const row = {
      id: '01900000-0000-7000-8000-000000000002',
      scopeKind: 'app' as const,
      environmentName: 'production' as const,
      companyId: 'c',
      appId: 'a',
      revision: 1,
      content,
      updatedAt: new Date(),
    }
    const state = promptStateAt([row], { companyId: 'c', appId: 'a', name: 'production' })
    expect(state.word).toBe(word)
    expect(state.isAsking).toBe(word !== 'Off' && !word.includes('no one'))
  })
})
