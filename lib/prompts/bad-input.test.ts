import { expect, it } from 'vitest'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { on, savePrompt } from '@/lib/testing/prompt-workspace'
import { savesNothing } from '@/lib/testing/saves-nothing'
import { publishPrompt } from './publishing/publish-prompt'

const noList = '01980000-0000-7000-8000-000000000001'
const words = on().words
const [day1, day2, day3] = ['2027-01-01T00:00:00Z', '2027-01-02T00:00:00Z', '2027-01-03T00:00:00Z']
const step = (at: string | undefined, share: number) => ({ at, share })
const schedule = (given: object) => ({
  schedule: { timeZone: 'UTC', startsAt: null, endsAt: null, steps: [], ...given },
})
const rule = (...conditions: object[]) => ({ id: 'r', description: '', conditions, share: 100_000 })
const rules = (...conditions: object[]) => ({ rules: [rule(...conditions)] })
const inFirst = 'content.rules.0.conditions.0'

/** The fault, the editor's input, the field that reports it, and the reason. */
const contents: [string, object, string, RegExp][] = [
  [
    'an end before the start',
    schedule({ startsAt: day2, endsAt: day1 }),
    'content.schedule.endsAt',
    /end must be after the start/,
  ],
  [
    'an end at its start',
    schedule({ startsAt: day1, endsAt: day1 }),
    'content.schedule.endsAt',
    /end must be after the start/,
  ],
  [
    'two steps at one moment',
    schedule({ steps: [step(day1, 1), step(day1, 2)] }),
    'content.schedule.steps.1.at',
    /same time/,
  ],
  [
    'steps out of order',
    schedule({ steps: [step(day2, 1), step(day1, 2)] }),
    'content.schedule.steps.1.at',
    /after the one above/,
  ],
  [
    'a step before the start',
    schedule({ startsAt: day2, steps: [step(day1, 1)] }),
    'content.schedule.steps.0.at',
    /must come after the start/,
  ],
  [
    'a step at the end',
    schedule({ endsAt: day3, steps: [step(day3, 1)] }),
    'content.schedule.steps.0.at',
    /must come before the end/,
  ],
  [
    'a day that no calendar has',
    schedule({ startsAt: '2027-02-30T00:00:00Z' }),
    'content.schedule.startsAt',
    /date and time/,
  ],
  ['an unknown time zone', schedule({ timeZone: 'Europe/Nowhere' }), 'content.schedule.timeZone', /Unknown time zone/],
  [
    'a percentage above 100',
    { rollout: { share: 100_001, salt: '' } },
    'content.rollout.share',
    /Must be at most 100%/,
  ],
  ['a share between two steps', { rollout: { share: 0.5, salt: '' } }, 'content.rollout.share', /Use steps of/],
  [
    'an attribute that does not exist',
    rules({ attribute: 'shoeSize', operator: 'in', values: ['9'] }),
    `${inFirst}.attribute`,
    /Unknown/,
  ],
  [
    'a custom attribute without a name',
    rules({ attribute: 'custom', name: '', operator: 'isSet' }),
    `${inFirst}.name`,
    /Use up to 64 letters/,
  ],
  ['a rule that asks for nothing', rules(), 'content.rules.0.conditions', /at least one condition/],
  [
    'an empty list of values',
    rules({ attribute: 'country', operator: 'in', values: [] }),
    `${inFirst}.values`,
    /at least one/,
  ],
  [
    'a country by its name',
    rules({ attribute: 'country', operator: 'in', values: ['Germany'] }),
    `${inFirst}.values.0`,
    /two letters/,
  ],
  [
    'a comparison without letters that ignores case',
    rules({ attribute: 'custom', name: 'age', operator: 'moreThan', values: ['5'], ignoreCase: true }),
    `${inFirst}.ignoreCase`,
    /can’t ignore case/,
  ],
  [
    'a rule for a list that was not chosen',
    rules({ attribute: 'customer', operator: 'inList', values: [] }),
    `${inFirst}.listId`,
    /Choose a list/,
  ],
  [
    'a rule for a list that the change does not have',
    rules({ attribute: 'customer', operator: 'inList', listId: noList, values: [] }),
    `${inFirst}.listId`,
    /not part/,
  ],
  [
    'a word for a version',
    rules({ attribute: 'appVersion', operator: 'atLeast', values: ['three'] }),
    `${inFirst}.values.0`,
    /Enter a version/,
  ],
  [
    'a version without its last number',
    rules({ attribute: 'osVersion', operator: 'is', values: ['1.2.'] }),
    `${inFirst}.values.0`,
    /Enter a version/,
  ],
  [
    'a range that is none',
    rules({ attribute: 'sdkVersion', operator: 'range', values: ['>=three'] }),
    `${inFirst}.values.0`,
    /Enter a range/,
  ],
  ['a word for the lowest SDK version', { sdkVersionMin: 'latest' }, 'content.sdkVersionMin', /Enter a version/],
  [
    'a number that is none',
    rules({ attribute: 'custom', name: 'age', operator: 'moreThan', values: ['old'] }),
    `${inFirst}.values.0`,
    /number/,
  ],
  [
    'a pattern that takes ever longer',
    rules({ attribute: 'customer', operator: 'matches', values: ['ok', '(a*)\\1'] }),
    `${inFirst}.values.1`,
    /Backreferences/,
  ],
  [
    'more patterns than one condition can have',
    rules({ attribute: 'customer', operator: 'matches', values: Array.from({ length: 21 }, (_, n) => `^a${n}`) }),
    `${inFirst}.values.20`,
    /At most 20 patterns/,
  ],
  [
    'patterns that are too long together',
    rules({ attribute: 'customer', operator: 'matches', values: Array.from({ length: 20 }, () => '[a-z]{150}') }),
    `${inFirst}.values.13`,
    /together/,
  ],
  [
    'two rules of one id',
    { rules: [0, 1].map(() => rule({ attribute: 'country', operator: 'in', values: ['DE'] })) },
    'content.rules.1.id',
    /Two rules/,
  ],
  [
    'words missing in the fallback locale',
    { words: { ...words, fallbackLocale: 'de' } },
    'content.words.fallbackLocale',
    /Add text in de/,
  ],
  [
    'a language that isn’t a language tag',
    { words: { ...words, fallbackLocale: 'english!' } },
    'content.words.fallbackLocale',
    /language tag/,
  ],
  [
    'words without a title',
    { words: { ...words, locales: { en: { ...words.locales.en, title: ' ' } } } },
    'content.words.locales.en.title',
    /missing/,
  ],
  [
    'on, and forced off for lower levels, at the same time',
    { stopsBelow: true },
    'content.stopsBelow',
    /Turn the prompt off before/,
  ],
  ['a content of another schema version', { schema: 2 }, 'content.schema', /reads schema 1 only/],
]

it.each(contents)('publishing rejects %s at its field, and saves nothing', (_what, given, field, reason) =>
  savesNothing(
    async (manager, at) => {
      const content = { ...on(), ...given }
      return publishPrompt(manager, { ...at, baseRevision: 0, content, confirmation: { hash: 'any' } })
    },
    field,
    reason,
  ),
)

it('publishing rejects a list that doesn’t exist at its field, and saves nothing', () =>
  savesNothing(
    (manager, at) => savePrompt(manager, { ...at, content: on({ lists: [{ id: noList, name: 'VIP', size: 1 }] }) }),
    'content.lists.0',
    /doesn’t exist/,
  ))

it.each([null, undefined, 'text', 7, [], { appId: 'none' }, { environmentName: 'staging', scope: 'platform' }])(
  'publishing rejects the malformed input %j as invalid',
  (raw) =>
    inRollback(async (db) => {
      const admin = await signedIn(db, { role: 'admin' })
      await expect(publishPrompt(admin, raw as never)).rejects.toMatchObject({ reason: 'invalid' })
    }),
)
