import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeApp, makeEnvironment, unique } from '@/db/factories'
import { putClients } from '@/db/queries/prompts/prompt-fetches'
import { insertList } from '@/db/queries/prompts/prompts'
import { inRollback } from '@/db/testing'
import type { StaffContext } from '@/lib/context'
import type { PromptContent } from '@/lib/prompts/content/content'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'
import { impactOf } from './impact'
import { reviewPrompt } from './review-prompt'

const dayMs = 86_400_000
const nobody = on({ rollout: { share: 0, salt: '' } })

const reachIf = async (ctx: StaffContext, at: PlaceInput, content: PromptContent | null, baseRevision = 0) =>
  (await reviewPrompt(ctx, { ...at, baseRevision, content })).reach

const seen = (db: Db, environmentId: string, contexts: Record<string, unknown>[], daysAgo = 0) =>
  putClients(db, {
    clients: contexts.map((context) => ({
      environmentId,
      targetingKey: unique('phone'),
      context,
      revision: 'none:0',
      value: 'off' as const,
      lastAt: new Date(Date.now() - daysAgo * dayMs),
    })),
  })

it('counts with the evaluator who would begin to be asked and who would stop', () =>
  inRollback(async (db) => {
    const { app, manager, sandbox } = await promptWorkspace(db)
    const at = { appId: app.id, environmentName: 'sandbox' } as const
    await seen(db, sandbox.id, [
      { country: 'DE', sdkVersion: '3.2.0' },
      { country: 'DE', sdkVersion: '2.9.0' },
      { country: 'FR', sdkVersion: '3.2.0' },
      { country: 'FR', sdkVersion: '3.2.0', permission: 'denied' },
    ])
    await seen(db, sandbox.id, [{ country: 'DE', sdkVersion: '3.2.0' }], 8)
    const france = { attribute: 'country' as const, operator: 'in' as const, values: ['FR'] }
    const content = on({
      rules: [{ id: 'fr', description: '', conditions: [france], share: 0 }],
      sdkVersionMin: '3.0.0',
    })
    const reach = await reachIf(manager, at, content)
    expect(reach).toMatchObject({ gained: [app.name], lost: [], changed: [], olderSdk: 1 })
    expect(reach.clients).toEqual({ seen: 4, before: 0, after: 1, gained: 1, lost: 0, isSample: false, windowDays: 7 })

    await savePrompt(manager, { ...at, content })
    const back = await reachIf(manager, at, nobody, 1)
    expect(back).toMatchObject({ gained: [], lost: [app.name], changed: [] })
    expect(back.clients).toMatchObject({ seen: 4, before: 1, after: 0, gained: 0, lost: 1 })
  }))

it('names the apps that a company’s change reaches, but not those with their own configuration', () =>
  inRollback(async (db) => {
    const { app, company, manager } = await promptWorkspace(db)
    const own = await makeApp(db, { companyId: company.id })
    for (const name of ['production', 'sandbox'] as const) await makeEnvironment(db, { appId: own.id, name })
    await savePrompt(manager, { appId: own.id, environmentName: 'sandbox', content: on() })
    const at = { companyId: company.id, environmentName: 'sandbox' } as const
    expect(await reachIf(manager, at, on())).toMatchObject({ gained: [app.name], lost: [], changed: [] })
    // A level forced off stays off, whatever its own configuration.
    const stop = on({ isOn: false, stopsBelow: true })
    expect(await reachIf(manager, at, stop)).toMatchObject({ gained: [], lost: [own.name], changed: [app.name] })
  }))

it('names the apps that would be asked differently, and none if nothing changes', () =>
  inRollback(async (db) => {
    const { app, manager } = await promptWorkspace(db)
    const at = { appId: app.id, environmentName: 'sandbox' } as const
    await savePrompt(manager, { ...at, content: on() })
    const half = on({ rollout: { share: 50_000, salt: '' } })
    expect(await reachIf(manager, at, half, 1)).toMatchObject({ gained: [], lost: [], changed: [app.name] })
    expect(await reachIf(manager, at, on(), 1)).toMatchObject({ gained: [], lost: [], changed: [] })
  }))

it('reads the members of a customer list once, however many apps the change reaches', () =>
  inRollback(async (db) => {
    const { company, manager, sandbox } = await promptWorkspace(db)
    const list = await insertList(db, { companyId: company.id, name: 'VIP', customerIds: ['vip'], size: 1 })
    const inList = { attribute: 'customer' as const, operator: 'inList' as const, listId: list.id, values: [] }
    const rules = [{ id: 'vip', description: '', conditions: [inList], share: 100_000 }]
    const content = { ...nobody, lists: [list], rules }
    const environments = [sandbox.id]
    for (let index = 0; index < 5; index++) {
      const { id: appId } = await makeApp(db, { companyId: company.id })
      environments.push((await makeEnvironment(db, { appId, name: 'sandbox' })).id)
    }
    for (const environmentId of environments) {
      await seen(db, environmentId, [{ user: { id: 'vip' } }, { user: { id: 'someone' } }])
    }
    const place = { scopeKind: 'company', environmentName: 'sandbox', companyId: company.id, appId: null } as const
    const { counted, readsOfLists } = listReads(db)
    const reach = await impactOf(counted, { place, content, now: new Date(), companyIds: manager.staff.companyIds })
    expect(reach.clients).toMatchObject({ seen: 12, gained: 6 })
    expect(readsOfLists()).toBe(1)
  }))

/** The same database, with a count of the selects of list members. */
function listReads(db: Db) {
  let reads = 0
  const counted = new Proxy(db, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      return (...given: unknown[]) => {
        if (name === 'select' && Object.hasOwn(given[0] ?? {}, 'customerIds')) reads += 1
        return value.apply(target, given)
      }
    },
  })
  return { counted, readsOfLists: () => reads }
}
