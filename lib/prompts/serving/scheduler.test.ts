import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { pageOfRevisions } from '@/db/queries/prompts/prompt-revisions'
import { appendRevision, findConfiguration, lockConfigurationById } from '@/db/queries/prompts/prompts'
import { inRollback, testDatabase } from '@/db/testing'
import { offContent, type PromptContent } from '@/lib/prompts/content/content'
import { fireSchedule } from '@/lib/prompts/publishing/fire-schedule'
import { turnOffPrompt } from '@/lib/prompts/publishing/turn-off-prompt'
import { showPrompt } from '@/lib/prompts/show-prompt'
import { disableTeammate } from '@/lib/staff/team/disable-teammate'
import { signedIn } from '@/lib/testing/contexts'
import { promptSetting } from '@/lib/testing/prompt-setting'
import { promptWorkspace, revisionsAt, savePrompt } from '@/lib/testing/prompt-workspace'
import { untilMoment, withinSeconds } from '@/lib/testing/within-seconds'
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

/** Sets the clock, so that a slow machine doesn't change the result. */
function itIsNow(moment: number) {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(moment)
}
afterEach(() => {
  vi.useRealTimers()
})

// Create the database here, so that it doesn't count against the first test.
beforeAll(async () => {
  await testDatabase()
})

describe('scheduled steps', () => {
  it('are recorded once each and in order, however many callers try at once', async () => {
    // Far enough ahead that no real scheduler in this process fires first.
    const start = Date.now() + 3_600_000
    const { database, configurationId, scheduled } = await rampSetting(start, start + 1_000, start + 2_000)
    const at = (moment: number) =>
      Promise.all(Array.from({ length: 5 }, () => fireSchedule(database, { configurationId, now: new Date(moment) })))
    expect((await at(start - 1)).reduce((sum, fired) => sum + fired, 0)).toBe(0)
    expect((await at(start + 1_500)).reduce((sum, fired) => sum + fired, 0)).toBe(2)
    expect((await at(start + 9_000)).reduce((sum, fired) => sum + fired, 0)).toBe(1)
    expect((await scheduled()).map(({ comment }) => comment)).toEqual([
      'Ramp step to 30%',
      'Ramp step to 20%',
      'Ramp step to 10%',
    ])
  })

  it('fire once, within a second of their time, with several schedulers running', async () => {
    const moment = Date.now() + 1_500
    const { database, scheduled } = await rampSetting(moment)
    const stores = await Promise.all([PromptStore.start(database), PromptStore.start(database)])
    const schedulers = stores.map((store) => new PromptScheduler(database, store))
    await untilMoment(moment)
    expect(await withinSeconds(1, async () => (await scheduled()).length, 1)).toBe(1)
    await Promise.all(schedulers.map((scheduler) => scheduler.stop()))
    await Promise.all(stores.map((store) => store.stop()))
    expect(await scheduled()).toHaveLength(1)
  })

  it('are recorded once at the next start if they came due while nothing was running', async () => {
    const moment = Date.now() + 60_000
    const { database, scheduled } = await rampSetting(moment)
    itIsNow(moment + 1)
    const store = await PromptStore.start(database)
    const scheduler = new PromptScheduler(database, store)
    await expect.poll(async () => (await scheduled()).length).toBe(1)
    await scheduler.stop()
    await store.stop()
    expect((await scheduled())[0]?.createdAt.getTime()).toBe(moment)
  })
})

describe('a scheduled step', () => {
  const later = () => Date.now() + 3_600_000

  /** A manager's ramp, with steps too far ahead for a real scheduler in this process. */
  async function managersRamp(...at: number[]) {
    const { database, company, app } = await promptSetting()
    const manager = await signedIn(database.db, { role: 'integration_manager', companyIds: [company.id] })
    const place = { appId: app.id, environmentName: 'sandbox' } as const
    await savePrompt(manager, { ...place, content: ramp(...at) })
    const row = await findConfiguration(database.db, { scopeKind: 'app', companyId: company.id, ...place })
    if (!row) throw new Error('the ramp was not saved')
    const configurationId = row.id
    return {
      database,
      manager,
      place,
      fireAt: (moment: number) => fireSchedule(database, { configurationId, now: new Date(moment) }),
      history: async () =>
        (await pageOfRevisions(database.db, { configurationId, limit: 50 })).map(({ kind, comment, authorName }) => ({
          kind,
          comment,
          authorName,
        })),
    }
  }

  it('is recorded as the schedule’s own change, even after its author was disabled', async () => {
    const moment = later()
    const { database, manager, fireAt, history } = await managersRamp(moment)
    const admin = await signedIn(database.db, { role: 'admin' })
    await disableTeammate(admin, { staffId: manager.staff.id })
    expect(await fireAt(moment)).toBe(1)
    expect((await history())[0]).toEqual({ kind: 'schedule', comment: 'Ramp step to 10%', authorName: 'Schedule' })
  })

  it('does not fire once a colleague has replaced it, but its replacement does', async () => {
    const moment = later()
    const { database, manager, place, fireAt, history } = await managersRamp(moment)
    const colleague = await signedIn(database.db, { role: 'admin' })
    await savePrompt(colleague, { ...place, content: ramp(moment + 60_000), baseRevision: 1 })
    expect(await fireAt(moment + 1_000)).toBe(0)
    expect(await fireAt(moment + 60_000)).toBe(1)
    expect((await history()).map(({ kind }) => kind)).toEqual(['schedule', 'save', 'save'])
    // A save based on the first revision merges with the step and undoes nothing.
    const words = { ...ramp(moment), sdkVersionMin: '3.0.0' }
    expect(await savePrompt(manager, { ...place, content: words, baseRevision: 1 })).toMatchObject({
      status: 'saved',
      revision: 4,
      isMerged: true,
    })
    const { own } = await showPrompt(manager, place)
    expect(own).toMatchObject({ sdkVersionMin: '3.0.0', schedule: ramp(moment + 60_000).schedule })
  })

  it('is recorded before a later save if no scheduler has recorded it yet', () =>
    // No other connection sees these rows, so no scheduler fires the step.
    inRollback(async (db) => {
      const { app, company, manager } = await promptWorkspace(db)
      const place = { appId: app.id, environmentName: 'sandbox' } as const
      const moment = Date.now() + 60_000
      await savePrompt(manager, { ...place, content: ramp(moment) })
      itIsNow(moment + 1)
      const content = { ...ramp(moment), sdkVersionMin: '3.0.0' }
      expect(await savePrompt(manager, { ...place, content, baseRevision: 1 })).toMatchObject({ revision: 3 })
      const history = await revisionsAt(db, { scopeKind: 'app', companyId: company.id, ...place })
      expect(history.map(({ number, kind }) => [number, kind])).toEqual([
        [3, 'save'],
        [2, 'schedule'],
        [1, 'save'],
      ])
      expect(history[1]?.createdAt.getTime()).toBe(moment)
    }))

  it('does not fire while the prompt is off', async () => {
    const moment = later()
    const { manager, place, fireAt, history } = await managersRamp(moment, moment + 60_000)
    await turnOffPrompt(manager, place)
    expect(await fireAt(moment + 1_000)).toBe(0)
    expect((await history()).map(({ kind }) => kind)).toEqual(['off', 'save'])
  })
})

describe('the store’s plan', () => {
  it('leaves out the steps of a configuration from a newer release that can’t be parsed', async () => {
    const moment = Date.now() + 3_600_000
    const { database, configurationId } = await rampSetting(moment)
    const store = await PromptStore.start(database)
    const planned = () => store.scheduled().filter(({ id }) => id === configurationId)
    expect(planned()).toHaveLength(1)
    await database.db.transaction(async (db) => {
      const configuration = await lockConfigurationById(db, { id: configurationId })
      if (!configuration) throw new Error('the setting is gone')
      const revision = { content: { ...ramp(moment), schema: 2 }, kind: 'save', authorName: 'Newer' } as const
      await appendRevision(db, { configuration, revision, scheduleFiredUntil: new Date() })
    })
    await store.refresh()
    expect(planned()).toEqual([])
    await store.stop()
  })
})
