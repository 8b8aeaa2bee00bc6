import { describe, expect, it } from 'vitest'
import { refusedFields } from '../invalid'
import { offContent, PromptContent } from './content'
import { patternFault } from './pattern'
import { lookupChain, wordsPicker } from './words'

const faults = (given: Record<string, unknown>) => {
  const parsed = PromptContent.safeParse({ ...offContent, ...given })
  return parsed.success ? {} : refusedFields(parsed.error)
}
const withRule = (condition: unknown) => ({ rules: [{ id: 'r', conditions: [condition], share: 0 }] })

describe('PromptContent', () => {
  it('refuses another schema version, with the reason', () => {
    expect(faults({ schema: 2 }).schema?.[0]).toContain('only schema 1')
  })

  it('refuses impossible and overlapping schedules at the field', () => {
    const schedule = { timeZone: 'UTC', startsAt: null, endsAt: null, steps: [] }
    const at = (day: number) => `2027-01-0${day}T00:00:00Z`
    expect(faults({ schedule: { ...schedule, startsAt: at(2), endsAt: at(1) } })).toHaveProperty(['schedule.endsAt'])
    const steps = [
      { at: at(2), share: 1 },
      { at: at(2), share: 2 },
    ]
    expect(faults({ schedule: { ...schedule, steps } })).toHaveProperty(['schedule.steps.1.at'])
    expect(faults({ schedule: { ...schedule, endsAt: at(1), steps: steps.slice(1) } })).toHaveProperty([
      'schedule.steps.0.at',
    ])
    expect(faults({ schedule: { ...schedule, timeZone: 'Europe/Nowhere' } })).toHaveProperty(['schedule.timeZone'])
  })

  it('refuses an unknown attribute, an empty list, a bad version, a bad country, a list that is not there', () => {
    expect(faults(withRule({ attribute: 'shoeSize', operator: 'in', values: ['9'] }))).toHaveProperty([
      'rules.0.conditions.0.attribute',
    ])
    expect(faults(withRule({ attribute: 'country', operator: 'in', values: [] }))).toHaveProperty([
      'rules.0.conditions.0.values',
    ])
    expect(faults(withRule({ attribute: 'appVersion', operator: 'atLeast', values: ['three'] }))).toHaveProperty([
      'rules.0.conditions.0.values.0',
    ])
    expect(faults(withRule({ attribute: 'country', operator: 'in', values: ['Germany'] }))).toHaveProperty([
      'rules.0.conditions.0.values.0',
    ])
    const listId = '0190a000-0000-7000-8000-000000000001'
    expect(faults(withRule({ attribute: 'customer', operator: 'inList', listId }))).toHaveProperty([
      'rules.0.conditions.0.listId',
    ])
  })

  it('refuses words that are missing in the fallback locale', () => {
    expect(faults({ words: { ...offContent.words, fallbackLocale: 'de' } })).toHaveProperty(['words.fallbackLocale'])
  })

  it.each(['(a+)+', '(a|a)*b', '(?=a)', '(a)\\1', '.*.*.*', '(', '((a*)b){2,}'])(
    'takes no pattern that could stall: %s',
    (pattern) => {
      expect(patternFault(pattern)).toBeDefined()
    },
  )

  it.each(['^vip-\\d{4}$', '@(example|test)\\.com$', '^[a-z(+*]+-.*$'])('takes the pattern %s', (pattern) => {
    expect(patternFault(pattern)).toBeUndefined()
  })
})

describe('wordsPicker', () => {
  const words = (title: string) => ({ title, body: 'b', accept: 'a', dismiss: 'd' })
  const pick = wordsPicker({
    fallbackLocale: 'en',
    locales: { en: words('en'), 'pt-BR': words('pt-BR'), pt: words('pt'), 'zh-Hant': words('zh-Hant') },
  })

  it.each([
    ['pt-BR', 'pt-BR'],
    ['pt_PT', 'pt'],
    ['PT-br@calendar=gregorian', 'pt-BR'],
    ['zh-Hant-TW', 'zh-Hant'],
    ['zh-TW', 'en'],
    ['fr', 'en'],
    [undefined, 'en'],
  ])('gives %s the words of %s', (locale, expected) => {
    expect(pick(locale).locale).toBe(expected)
  })

  it('cuts a tag as RFC 4647 says', () => {
    expect(lookupChain('zh-Hant-CN-x-private1-private2')).toEqual([
      'zh-hant-cn-x-private1-private2',
      'zh-hant-cn-x-private1',
      'zh-hant-cn',
      'zh-hant',
      'zh',
    ])
  })
})
