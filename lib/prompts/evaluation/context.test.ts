import { describe, expect, it } from 'vitest'
import { offContent, type PromptContent } from '@/lib/prompts/content/content'
import { compilePrompt } from './compile'
import { readContext } from './context'
import { evaluate } from './evaluate'

const now = Date.parse('2027-03-15T12:00:00Z')
const [hourMs, dayMs] = [3_600_000, 86_400_000]
const ask = (raw: Record<string, unknown>, given: Partial<PromptContent> = {}) =>
  evaluate(compilePrompt({ ...offContent, isOn: true, ...given }, 'c:1'), { context: readContext(raw), now })
const asked = { value: true }
const notAskedAgain = { value: false, decidedBy: 'asked' }
const refused = { error: 'INVALID_CONTEXT', decidedBy: 'context' }

describe('the permission', () => {
  it.each([
    'banana',
    'notdetermined',
    'not_determined',
    'default',
    'undetermined',
    '',
    0,
    2,
    true,
    false,
    {},
    ['notDetermined'],
  ])('asks no one if it isn’t an iOS state: %j', (permission) => {
    expect(ask({ permission })).toMatchObject({ value: false, decidedBy: 'permission' })
    expect(ask({ osPermission: permission })).toMatchObject({ value: false, decidedBy: 'permission' })
  })

  it.each([{}, { permission: null }, { permission: 'notDetermined' }, { permission: null, osPermission: null }])(
    'asks if the client sends nothing or not determined: %j',
    (raw) => {
      expect(ask(raw)).toMatchObject(asked)
    },
  )
})

describe('timesAsked', () => {
  const askAgain = { afterDays: 0, timesMax: 3 }

  it.each([3, '3', ' 3 ', '3.0', 7, '07', 1e15])('of %j reaches the limit of three', (timesAsked) => {
    expect(ask({ timesAsked }, { askAgain })).toMatchObject(notAskedAgain)
  })

  it.each([0, '0', 2, '2', null, undefined])('of %j is below the limit of three', (timesAsked) => {
    expect(ask({ timesAsked }, { askAgain })).toMatchObject(asked)
  })

  it.each(['', ' ', 'three', '3x', -1, '-1', 2.5, '2.5', true, false, {}, [], [3], Number.POSITIVE_INFINITY])(
    'of %j makes the context invalid, and the reason names the field',
    (timesAsked) => {
      const answer = ask({ timesAsked }, { askAgain })
      expect(answer).toMatchObject(refused)
      expect('details' in answer && answer.details).toMatch(/^timesAsked must be a whole number/)
    },
  )
})

describe('lastDismissedAt', () => {
  const written = (at: number) => {
    const iso = new Date(at).toISOString()
    const apple = (at - Date.UTC(2001, 0, 1)) / 1_000
    return [
      iso,
      iso.replace('Z', '+0000'),
      at,
      String(at),
      at / 1_000,
      String(at / 1_000),
      apple,
      new Date(at).toUTCString(),
    ]
  }
  const askAgain = { afterDays: 7, timesMax: 5 }

  it.each(written(now - 6 * dayMs))('of six days ago waits for the seventh day, written as %j', (lastDismissedAt) => {
    expect(ask({ lastDismissedAt }, { askAgain })).toMatchObject(notAskedAgain)
  })

  it.each([...written(now - 8 * dayMs), 0, '0001-01-01T00:00:00Z', null, undefined])(
    'of eight days ago or never allows asking again, written as %j',
    (lastDismissedAt) => {
      expect(ask({ lastDismissedAt }, { askAgain })).toMatchObject(asked)
    },
  )

  it.each(written(now + hourMs))('of a clock that is an hour ahead counts as now, written as %j', (lastDismissedAt) => {
    expect(ask({ lastDismissedAt }, { askAgain })).toMatchObject(notAskedAgain)
    expect(ask({ lastDismissedAt }, { askAgain: { afterDays: 0, timesMax: 5 } })).toMatchObject(asked)
  })

  it.each([...written(now + 2 * dayMs), '2570-03-15T12:00:00Z', now * 1_000])(
    'in the future makes the context invalid, written as %j',
    (lastDismissedAt) => {
      const answer = ask({ lastDismissedAt }, { askAgain })
      expect(answer).toMatchObject(refused)
      expect('details' in answer && answer.details).toMatch(/^lastDismissedAt is in the future/)
    },
  )

  it.each(['', 'yesterday', 12, '15.03.2027', true, {}, []])(
    'that isn’t a time makes the context invalid: %j',
    (lastDismissedAt) => {
      expect(ask({ lastDismissedAt }, { askAgain })).toMatchObject(refused)
    },
  )
})

describe('the customer', () => {
  it.each([
    { targetingKey: 4711 },
    { targetingKey: true },
    { targetingKey: {} },
    { user: { id: {} } },
    { user: { id: true } },
    { user: { id: ['a'] } },
    { userId: 2 ** 60 },
    { userId: false },
  ])('is rejected if the name isn’t text: %j', (raw) => {
    expect(ask({ targetingKey: 'a', ...raw })).toMatchObject(refused)
  })

  it.each([
    [{ targetingKey: 'a', user: { id: 'b' } }, 'b'],
    [{ targetingKey: 'a', user: { id: 4711 } }, '4711'],
    [{ targetingKey: 'a', user: { id: null }, userId: 'c' }, 'c'],
    [{ targetingKey: null, userId: 'c' }, 'c'],
    [{ targetingKey: 'a', user: { id: null } }, undefined],
    [{ targetingKey: 'a', user: { plan: 'free' } }, undefined],
    [{ targetingKey: 'a', user: null }, undefined],
  ])('of %j is %s', (raw, userId) => {
    expect(readContext(raw)).toMatchObject({ userId, fault: undefined })
  })
})

it('rejects an invalid context even while the prompt is off, so that its developer notices early', () => {
  expect(ask({ timesAsked: 'many' }, { isOn: false })).toMatchObject(refused)
})
