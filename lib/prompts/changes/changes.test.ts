import { describe, expect, it } from 'vitest'
import { offContent, type PromptContent, type Rule } from '@/lib/prompts/content/content'
import { changesBetween, changesFrom } from './changes'

const rule = (id: string, description = ''): Rule => ({
  id,
  description,
  conditions: [{ attribute: 'country', operator: 'in', values: [id.toUpperCase()] }],
  share: 0,
})
const withRules = (...rules: Rule[]): PromptContent => ({ ...offContent, rules })

describe('a change in words', () => {
  it('names a rule by its description or position, never by its ID', () => {
    const changes = changesBetween(withRules(rule('de', 'Germans')), withRules(rule('fr'), rule('de', 'Germany')))
    expect(changes.map(({ label }) => label)).toEqual(['Rule “Germany”', 'Rule 1'])
  })

  it('describes a new rule order by what the rules say', () => {
    const [order] = changesBetween(
      withRules(rule('de', 'Germans'), rule('fr')),
      withRules(rule('fr'), rule('de', 'Germans')),
    )
    expect(order).toMatchObject({ after: '1. country is France (FR)\n2. Germans' })
  })

  it('leaves out text that stays the same', () => {
    const words = { title: 'Hello', body: 'Text', accept: 'Yes', dismiss: 'No' }
    const inEnglish = (title: string): PromptContent => ({
      ...offContent,
      words: { fallbackLocale: 'en', locales: { en: { ...words, title } } },
    })
    expect(changesBetween(inEnglish('Hello'), inEnglish('Good day'))).toMatchObject([
      { label: 'Text in English', before: 'Title: Hello', after: 'Title: Good day' },
    ])
  })

  it('names permissions in plain words', () => {
    const asked: Rule = {
      ...rule('x'),
      conditions: [{ attribute: 'permission', operator: 'in', values: ['notDetermined'] }],
    }
    expect(changesBetween(withRules(), withRules(asked))[0]?.after).toBe('If permission is not asked yet, ask no one.')
  })

  it('compares a newly customized level with what it inherited, so that only real differences count', () => {
    const inherited = withRules(rule('de'))
    expect(changesFrom(null, { ...inherited, isOn: true }, { inherited }).map(({ label }) => label)).toEqual([
      'This level',
      'Prompt',
    ])
    expect(changesFrom(null, null, { inherited })).toEqual([])
  })
})
