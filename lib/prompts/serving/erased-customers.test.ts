import { beforeAll, describe, expect, it } from 'vitest'
import type { Database, Db } from '@/db/client'
import { makeCompany, makeCustomer, makeEnvironment, unique } from '@/db/factories'
import { insertList, listMembers } from '@/db/queries/prompts/prompts'
import { inRollback, testDatabase } from '@/db/testing'
import { eraseCustomer } from '@/lib/customers/erase-customer'
import { readContext } from '@/lib/prompts/evaluation/context'
import { evaluate } from '@/lib/prompts/evaluation/evaluate'
import { withKey } from '@/lib/testing/contexts'
import { type PromptSetting, promptSetting } from '@/lib/testing/prompt-setting'
import { on } from '@/lib/testing/prompt-workspace'
import { withinSeconds } from '@/lib/testing/within-seconds'
import { PromptStore } from './store'

beforeAll(async () => {
  await testDatabase()
})

describe('an erased customer', () => {
  it('is removed from every list of their company, and from no other list', () =>
    inRollback(async (db) => {
      const customer = unique('ada')
      const environment = await makeEnvironment(db, { name: 'production' })
      await makeCustomer(db, { environmentId: environment.id, userId: customer })
      const ctx = await withKey(db, { environmentId: environment.id, kind: 'secret' })
      const own = await keep(db, ctx.environment.companyId, ['ben', customer, `${customer}-2`])
      const without = await keep(db, ctx.environment.companyId, ['ben'])
      const others = await keep(db, (await makeCompany(db)).id, [customer])
      const platforms = await keep(db, null, [customer])
      await eraseCustomer(ctx, { id: customer })
      expect(await stored(db, own.id)).toEqual({ customerIds: ['ben', `${customer}-2`], size: 2 })
      expect(await stored(db, without.id)).toEqual({ customerIds: ['ben'], size: 1 })
      expect(await stored(db, others.id)).toEqual({ customerIds: [customer], size: 1 })
      expect(await stored(db, platforms.id)).toEqual({ customerIds: [customer], size: 1 })
    }))

  it('is removed from the lists in evaluating processes within a second', async () => {
    const { setting, customer, erase } = await listedCustomer()
    const store = await PromptStore.start(setting.database)
    expect(isAsked(store, setting, customer)).toBe(true)
    await erase()
    expect(await withinSeconds(1, () => isAsked(store, setting, customer), false)).toBe(false)
    expect(isAsked(store, setting, 'ben')).toBe(true)
    await store.stop()
  })

  it('is removed from rules within a second, while other customers stay in them', async () => {
    const setting = await promptSetting()
    const { db } = setting.database
    const customer = unique('ada')
    await makeCustomer(db, { environmentId: setting.environment.id, userId: customer })
    const named = (values: string[]) => ({ attribute: 'customer' as const, operator: 'in' as const, values })
    const rule = (id: string, values: string[]) => ({
      ...{ id, description: '', share: 100_000 },
      conditions: [named(values)],
    })
    await setting.set(
      on({ rollout: { share: 0, salt: '' }, rules: [rule('both', ['ben', customer]), rule('one', [customer])] }),
    )
    const store = await PromptStore.start(setting.database)
    expect(isAsked(store, setting, customer)).toBe(true)
    await eraseCustomer(await withKey(db, { environmentId: setting.environment.id, kind: 'secret' }), { id: customer })
    expect(await withinSeconds(1, () => isAsked(store, setting, customer), false)).toBe(false)
    expect(isAsked(store, setting, 'ben')).toBe(true)
    await store.stop()
  })

  it('is removed at the next poll from a process that missed the notification', async () => {
    const { setting, customer, erase } = await listedCustomer()
    const deaf: Database = { ...setting.database, hear: async () => async () => undefined }
    const store = await PromptStore.start(deaf)
    await erase()
    expect(isAsked(store, setting, customer)).toBe(true)
    await store.refresh()
    expect(isAsked(store, setting, customer)).toBe(false)
    expect(isAsked(store, setting, 'ben')).toBe(true)
    await store.stop()
  })
})

/** Commits a list of two customers. Only they are asked. */
async function listedCustomer() {
  const setting = await promptSetting()
  const { db } = setting.database
  const customer = unique('ada')
  await makeCustomer(db, { environmentId: setting.environment.id, userId: customer })
  const list = await keep(db, setting.company.id, ['ben', customer])
  const inList = { attribute: 'customer' as const, operator: 'inList' as const, listId: list.id, values: [] }
  await setting.set(
    on({
      rollout: { share: 0, salt: '' },
      lists: [list],
      rules: [{ id: 'vip', description: '', conditions: [inList], share: 100_000 }],
    }),
  )
  const ctx = await withKey(db, { environmentId: setting.environment.id, kind: 'secret' })
  return { setting, customer, erase: () => eraseCustomer(ctx, { id: customer }) }
}

const keep = (db: Db, companyId: string | null, customerIds: string[]) =>
  insertList(db, { companyId, name: 'VIP', customerIds, size: customerIds.length })

async function stored(db: Db, id: string) {
  const [list] = await listMembers(db, { ids: [id] })
  return list && { customerIds: list.customerIds, size: list.size }
}

function isAsked(store: PromptStore, { environment, app, company }: PromptSetting, targetingKey: string) {
  const { compiled } = store.for({ id: environment.id, name: environment.name, appId: app.id, companyId: company.id })
  const evaluation = evaluate(compiled, { context: readContext({ targetingKey }), now: Date.now() })
  return 'value' in evaluation && evaluation.value
}
