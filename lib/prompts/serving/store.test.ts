import { beforeAll, describe, expect, it } from 'vitest'
import type { Database, Db } from '@/db/client'
import { appendRevision, insertList, lockConfiguration, type PromptPlace } from '@/db/queries/prompts/prompts'
import { testDatabase } from '@/db/testing'
import { type PromptSetting, promptSetting } from '@/lib/testing/prompt-setting'
import { on } from '@/lib/testing/prompt-workspace'
import { PromptStore } from './store'

beforeAll(async () => {
  await testDatabase()
})

describe('the store', () => {
  it('finds a change without a notification at the next poll', async () => {
    const setting = await promptSetting()
    const store = await PromptStore.start(deaf(setting.database))
    expect(isOn(store, setting)).toBe(false)
    await setting.set(on())
    expect(isOn(store, setting)).toBe(false)
    await store.refresh()
    expect(isOn(store, setting)).toBe(true)
    await store.stop()
  })

  it('asks no one when it can’t parse a configuration, whatever the levels above it say', async () => {
    const setting = await promptSetting()
    await writeAs(setting, 'company', on())
    const store = await PromptStore.start(setting.database)
    expect(isOn(store, setting)).toBe(true)
    await writeAs(setting, 'app', { ...on(), schema: 2 })
    const started = await PromptStore.start(setting.database)
    expect(isOn(started, setting)).toBe(false)
    await store.refresh()
    expect(isOn(store, setting)).toBe(false)
    await Promise.all([store.stop(), started.stop()])
  })

  it('keeps the last known content of a configuration that it can no longer parse', async () => {
    const setting = await promptSetting()
    await setting.set(on({ sdkVersionMin: '3.0.0' }))
    const store = await PromptStore.start(setting.database)
    await writeAs(setting, 'app', { ...on(), schema: 2 })
    await store.refresh()
    expect(effective(store, setting).content).toMatchObject({ isOn: true, sdkVersionMin: '3.0.0' })
    await store.stop()
  })

  it('combines simultaneous refreshes into one more read', async () => {
    const setting = await promptSetting()
    const { database, reads } = counted(deaf(setting.database))
    const store = await PromptStore.start(database)
    await store.refresh()
    const quiet = reads()
    await store.refresh()
    const each = reads() - quiet
    const before = reads()
    await Promise.all(Array.from({ length: 200 }, () => store.refresh()))
    expect(reads() - before).toBeLessThanOrEqual(2 * each)
    await store.stop()
  })

  it('has every change that was committed before the refresh began, however many reads are in flight', async () => {
    const setting = await promptSetting()
    const store = await PromptStore.start(deaf(setting.database))
    for (let round = 0; round < 20; round++) {
      const under = [store.refresh(), store.refresh()]
      await writeAs(setting, 'app', on({ isOn: round % 2 === 0 }))
      await store.refresh()
      expect(isOn(store, setting)).toBe(round % 2 === 0)
      await Promise.all(under)
    }
    await store.stop()
  })

  it('releases a customer list that no configuration uses any more', async () => {
    const setting = await promptSetting()
    const store = await PromptStore.start(deaf(setting.database))
    await store.refresh()
    const others = store.listCount
    for (let upload = 0; upload < 3; upload++) {
      const { db } = setting.database
      const list = await insertList(db, { companyId: setting.company.id, name: 'VIP', customerIds: ['a'], size: 1 })
      const inList = { attribute: 'customer' as const, operator: 'inList' as const, listId: list.id, values: [] }
      const rules = [{ id: 'vip', description: '', conditions: [inList], share: 100_000 }]
      await setting.set(on({ lists: [list], rules }))
      await store.refresh()
      expect(store.listCount).toBe(others + 1)
    }
    await setting.set(on())
    await store.refresh()
    expect(store.listCount).toBe(others)
    await store.stop()
  })
})

const deaf = (database: Database): Database => ({ ...database, hear: async () => async () => undefined })

/** The same database, with a count of its selects. */
function counted(database: Database) {
  let count = 0
  const db = new Proxy(database.db, {
    get(target, name) {
      if (name === 'select') count += 1
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { database: { ...database, db }, reads: () => count }
}

const effective = (store: PromptStore, { environment, app, company }: PromptSetting) =>
  store.for({ id: environment.id, name: environment.name, appId: app.id, companyId: company.id }).effective

const isOn = (store: PromptStore, setting: PromptSetting) => effective(store, setting).content.isOn

/** Writes content as another release may have written it, without a notification. */
function writeAs({ database, company, app }: PromptSetting, scopeKind: 'app' | 'company', content: object) {
  const appId = scopeKind === 'app' ? app.id : null
  const place: PromptPlace = { scopeKind, environmentName: 'sandbox', companyId: company.id, appId }
  return database.db.transaction(async (db: Db) => {
    const configuration = await lockConfiguration(db, place)
    const revision = { content, kind: 'save', authorName: 'Another release' } as const
    await appendRevision(db, { configuration, revision, scheduleFiredUntil: new Date() })
  })
}
