import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'
import { bucketOf } from './content/share'
import { explainPrompt } from './explain-prompt'

const germany = { attribute: 'country' as const, operator: 'in' as const, values: ['DE'] }
const newApps = { attribute: 'appVersion' as const, operator: 'atLeast' as const, values: ['8.0.0'] }
const [start, step, end] = ['2027-03-01T08:00:00.000Z', '2027-03-02T08:00:00.000Z', '2027-03-03T08:00:00.000Z']

/** One rule, then a ramp between two moments. */
const ramp = on({
  rules: [{ id: 'de', description: 'Germany later', conditions: [germany, newApps], share: 0 }],
  rollout: { share: 10_000, salt: '' },
  schedule: { timeZone: 'UTC', startsAt: start, endsAt: end, steps: [{ at: step, share: 100_000 }] },
})

async function explained(db: Db) {
  const { app, manager } = await promptWorkspace(db)
  const at = { appId: app.id, environmentName: 'sandbox' } as const
  await savePrompt(manager, { ...at, content: ramp })
  return { at, manager, app }
}

const inSeries = (steps: { title: string; state: string }[]) => steps.map(({ title, state }) => `${title}: ${state}`)

it('explains each step in order, with its conditions, the phone’s values, and the deciding bucket', () =>
  inRollback(async (db) => {
    const { at, manager } = await explained(db)
    const context = { targetingKey: 'ada', country: 'de', appVersion: '7.9' }
    const { steps, evaluation, verdict } = await explainPrompt(manager, { ...at, context, at: start })
    expect(inSeries(steps)).toEqual([
      'Configuration: passed',
      'On or off: passed',
      'Schedule: passed',
      'iOS permission: passed',
      'SDK version: passed',
      'Frequency: passed',
      'Rule 1: Germany later: passed',
      'Rollout: decided',
    ])
    expect(steps[6]?.conditions?.map(({ actual, holds }) => [actual, holds])).toEqual([
      ['Germany (DE)', true],
      ['7.9', false],
    ])
    const bucket = bucketOf('ada')
    expect(evaluation).toEqual({ decidedBy: 'rollout', reason: 'SPLIT', value: bucket < 10_000 })
    expect(steps[7]?.sentence).toContain(`ada is in bucket ${(bucket / 1_000).toFixed(3)} of 100`)
    expect(verdict).toBe(bucket < 10_000 ? 'This customer is asked.' : 'This customer isn’t asked.')
  }))

it('ends at the deciding step, and names the rules that weren’t reached', () =>
  inRollback(async (db) => {
    const { at, manager } = await explained(db)
    const denied = { targetingKey: 'ada', permission: 'denied' }
    const { steps } = await explainPrompt(manager, { ...at, context: denied, at: start })
    expect(inSeries(steps)).toEqual([
      'Configuration: passed',
      'On or off: passed',
      'Schedule: passed',
      'iOS permission: decided',
      'Rule 1: Germany later: not_reached',
    ])
  }))

it.each([
  [new Date(Date.parse(start) - 1).toISOString(), false, 'schedule'],
  [step, true, 'rollout'],
  [new Date(Date.parse(end) - 1).toISOString(), true, 'rollout'],
  [end, false, 'schedule'],
])('answers for %s as phones will be answered then', (moment, value, decidedBy) =>
  inRollback(async (db) => {
    const { at, manager } = await explained(db)
    const { evaluation } = await explainPrompt(manager, { ...at, context: { targetingKey: 'ada' }, at: moment })
    expect(evaluation).toMatchObject({ value, decidedBy })
  }),
)

it('explains a past revision or a draft to anyone who may read, and saves neither', () =>
  inRollback(async (db) => {
    const { at, manager, app } = await explained(db)
    await savePrompt(manager, { ...at, content: on({ isOn: false }), baseRevision: 1 })
    const reader = await signedIn(db, { role: 'viewer', companyIds: [app.companyId] })
    const asked = (given: object) =>
      explainPrompt(reader, { ...at, context: { targetingKey: 'ada' }, at: step, ...given })
    expect((await asked({})).evaluation).toMatchObject({ value: false, decidedBy: 'off' })
    const past = await asked({ revision: 1 })
    expect(past.evaluation).toMatchObject({ value: true })
    expect(past.steps[0]?.sentence).toBe('Revision 1.')
    const draft = await asked({ draft: on({ rollout: { share: 0, salt: '' } }) })
    expect(draft.evaluation).toMatchObject({ value: false, decidedBy: 'rollout' })
    expect((await asked({ draft: null })).steps[0]?.sentence).toBe('Unsaved changes (inherited).')
    await expect(asked({ revision: 9 })).rejects.toMatchObject({ reason: 'not-found' })
  }))

it.each<[string, object, RegExp]>([
  [
    'Rule 1: Germany later',
    { country: 'Germany', appVersion: 'soon' },
    /^Germany, which isn’t a country code \| soon, which isn’t a version$/,
  ],
  ['Rule 1: Germany later', { country: ['DE'], appVersion: 9 }, /^\["DE"\], which isn’t a country code \| 9$/],
  ['iOS permission', { permission: 'banana' }, /The app sent banana, which isn’t an iOS authorization status/],
  [
    'SDK version',
    { sdkVersion: 'soon' },
    /Requires SDK 3\.2\.0 or later\. This client sent soon, which isn’t a version that Pushdesk can read/,
  ],
  ['Evaluation context', { timesAsked: 'many' }, /Pushdesk rejects it: timesAsked must be a whole number/],
])('reports at the step “%s” what it can’t parse: %j', (title, context, expected) =>
  inRollback(async (db) => {
    const { app, manager } = await promptWorkspace(db)
    const at = { appId: app.id, environmentName: 'sandbox' } as const
    await savePrompt(manager, { ...at, content: { ...ramp, sdkVersionMin: '3.2.0' } })
    const said = { targetingKey: 'ada', sdkVersion: '4', ...context }
    const { steps } = await explainPrompt(manager, { ...at, context: said, at: start })
    const step = steps.find((one) => one.title === title)
    expect(step?.conditions?.map(({ actual }) => actual).join(' | ') ?? step?.sentence).toMatch(expected)
  }),
)

it('reads an app attribute by its path, and shows a list', () =>
  inRollback(async (db) => {
    const { app, manager } = await promptWorkspace(db)
    const at = { appId: app.id, environmentName: 'sandbox' } as const
    const roles = { attribute: 'custom' as const, name: 'user.roles', operator: 'notIn' as const, values: ['staff'] }
    await savePrompt(manager, {
      ...at,
      content: on({ rules: [{ id: 'guests', description: '', conditions: [roles], share: 0 }] }),
    })
    const context = { targetingKey: 'ada', user: { roles: ['staff', 'beta'] } }
    const { steps, evaluation } = await explainPrompt(manager, { ...at, context })
    expect(steps.flatMap(({ conditions = [] }) => conditions)).toMatchObject([
      { actual: '["staff","beta"]', holds: false },
    ])
    expect(evaluation).toMatchObject({ value: true, decidedBy: 'rollout' })
  }))
