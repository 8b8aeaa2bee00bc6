import { beforeAll, describe, expect, it } from 'vitest'
import { pageOfRevisions } from '@/db/queries/prompt-revisions'
import { findConfiguration } from '@/db/queries/prompts'
import { testDatabase } from '@/db/testing'
import { promptSetting } from '../testing/prompt-setting'
import { offContent, type PromptContent } from './content'
import { fireSchedule } from './fire-schedule'
import { PromptScheduler } from './scheduler'
import { PromptStore } from './store'

const ramp = (...at: number[]): PromptContent => ({
  ...offContent,
  isOn: true,
  rollout: { share: 0, salt: '' },
  schedule: {
    timeZone: 'UTC',
    startsAt: null,
    endsAt: null,
    steps: at.map((moment, index) => ({ at: new Date(moment).toISOString(), share: (index + 1) * 10_000 })),
  },
})

async function rampSetting(...at: number[]) {
  const setting = await promptSetting()
  await setting.set(ramp(...at))
  const { database, company, app } = setting
  const place = { scopeKind: 'app', environmentName: 'sandbox', companyId: company.id, appId: app.id } as const
  const row = await findConfiguration(database.db, place)
  if (!row) throw new Error('the setting was not saved')
  const scheduled = async () =>
    (await pageOfRevisions(database.db, { configurationId: row.id, limit: 50 })).filter(
      ({ kind }) => kind === 'schedule',
    )
  return { ...setting, configurationId: row.id, scheduled }
}

// Making the database must not count against the first test.
beforeAll(async () => {
  await testDatabase()
})

describe('scheduled steps', () => {
  it('are recorded once each however many try at the same moment, in order', async () => {
    // Far enough for no real scheduler of this process to come first.
    const start = Date.now() + 3_600_000
    const { database, configurationId, scheduled } = await rampSetting(start, start + 1_000, start + 2_000)
    const at = (moment: number) =>
      Promise.all(Array.from({ length: 5 }, () => fireSchedule(database, { configurationId, now: new Date(moment) })))
    expect((await at(start - 1)).reduce((sum, fired) => sum + fired, 0)).toBe(0)
    expect((await at(start + 1_500)).reduce((sum, fired) => sum + fired, 0)).toBe(2)
    expect((await at(start + 9_000)).reduce((sum, fired) => sum + fired, 0)).toBe(1)
    expect((await scheduled()).map(({ comment }) => comment)).toEqual([
      'Ramp step to 30 %',
      'Ramp step to 20 %',
      'Ramp step to 10 %',
    ])
  })

  it('fire within a second of their moment, once, with several instances running', async () => {
    const moment = Date.now() + 1_500
    const { database, scheduled } = await rampSetting(moment)
    const stores = await Promise.all([PromptStore.start(database), PromptStore.start(database)])
    const schedulers = stores.map((store) => new PromptScheduler(database, store))
    await expect
      .poll(async () => (await scheduled()).length, { timeout: moment + 1_000 - Date.now(), interval: 50 })
      .toBe(1)
    await Promise.all(schedulers.map((scheduler) => scheduler.stop()))
    await Promise.all(stores.map((store) => store.stop()))
    expect(await scheduled()).toHaveLength(1)
  })

  it('that came while nobody ran are recorded at the next start, once', async () => {
    const moment = Date.now() + 300
    const { database, scheduled } = await rampSetting(moment)
    await new Promise((resolve) => setTimeout(resolve, 400))
    const store = await PromptStore.start(database)
    const scheduler = new PromptScheduler(database, store)
    await expect.poll(async () => (await scheduled()).length, { timeout: 3_000 }).toBe(1)
    await scheduler.stop()
    await store.stop()
    expect((await scheduled())[0]?.createdAt.getTime()).toBe(moment)
  })
})

describe('the store', () => {
  it('sees a change that no notification brought, at the next poll', async () => {
    const { database, environment, app, company, set } = await promptSetting()
    const deaf = { ...database, listen: async () => async () => undefined }
    const store = await PromptStore.start(deaf)
    const here = { name: environment.name, appId: app.id, companyId: company.id }
    expect(store.for(here).effective.content.isOn).toBe(false)
    await set({ ...offContent, isOn: true })
    await store.refresh()
    expect(store.for(here).effective.content.isOn).toBe(true)
    await store.stop()
  })
})
