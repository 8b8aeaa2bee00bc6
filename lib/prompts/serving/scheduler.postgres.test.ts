import { expect, it } from 'vitest'
import { findConfiguration, lockConfigurationById } from '@/db/queries/prompts/prompts'
import { testDatabase } from '@/db/testing'
import { promptSetting } from '@/lib/testing/prompt-setting'
import { on, revisionsAt } from '@/lib/testing/prompt-workspace'
import { untilMoment, withinSeconds } from '@/lib/testing/within-seconds'
import { PromptScheduler } from './scheduler'
import { PromptStore } from './store'

it('fires a step on time while another configuration is locked', async () => {
  const { database } = await promptSetting()
  const [held, free] = [await scheduled(), await scheduled()]
  const store = await PromptStore.start(database)
  const moment = Date.now() + 1_500
  await held.stepAt(moment)
  await free.stepAt(moment)
  const scheduler = new PromptScheduler(database, store)
  await database.db.transaction(async (db) => {
    await lockConfigurationById(db, { id: await held.configurationId() })
    await untilMoment(moment)
    expect(await withinSeconds(1, async () => (await free.steps()).length, 1)).toBe(1)
    expect(await held.steps()).toEqual([])
  })
  await expect.poll(held.steps).toHaveLength(1)
  await scheduler.stop()
  await store.stop()
})

async function scheduled() {
  const { company, app, set } = await promptSetting()
  const { db } = await testDatabase()
  const place = { scopeKind: 'app', environmentName: 'sandbox', companyId: company.id, appId: app.id } as const
  return {
    stepAt: (moment: number) => {
      const steps = [{ at: new Date(moment).toISOString(), share: 100_000 }]
      return set(
        on({ rollout: { share: 0, salt: '' }, schedule: { timeZone: 'UTC', startsAt: null, endsAt: null, steps } }),
      )
    },
    configurationId: async () => (await findConfiguration(db, place))?.id ?? '',
    steps: async () => (await revisionsAt(db, place)).filter(({ kind }) => kind === 'schedule'),
  }
}
