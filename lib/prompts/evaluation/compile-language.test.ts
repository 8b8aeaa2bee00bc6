import { describe, expect, it } from 'vitest'
import { Condition } from '@/lib/prompts/content/conditions'
import { compileCondition, type Lists } from './compile-condition'
import { readContext } from './context'

const matches = (condition: unknown, raw: Record<string, unknown>, lists: Lists = new Map()) =>
  compileCondition(Condition.parse(condition), lists)(readContext(raw))

describe('a condition on the language', () => {
  it.each<[value: string, locale: string, isMatch: boolean]>([
    ['en', 'en-GB', true],
    ['en-GB', 'en', false],
    ['zh', 'zh-TW', true],
    ['zh-Hant', 'zh-TW', true],
    ['zh-Hant', 'zh_HK', true],
    ['zh-Hant', 'zh-Hant-TW', true],
    ['zh-Hant', 'zh-CN', false],
    ['zh-Hans', 'zh', true],
    ['zh-Hans', 'zh-TW', false],
    ['zh-TW', 'zh-Hant-TW', true],
    ['zh_TW', 'zh-Hant-TW@calendar=roc', true],
    ['zh-TW', 'zh-Hant', false],
    ['no', 'nb-NO', true],
    ['nb', 'no', true],
    ['no', 'nn-NO', true],
    ['nb', 'nn-NO', false],
    ['iw', 'he-IL', true],
    ['he', 'iw', true],
    ['in', 'id', true],
    ['id', 'in_ID', true],
    ['ji', 'yi', true],
    ['sr-Latn', 'sr-Latn-RS', true],
    ['sr-Latn', 'sr-RS', false],
    ['sr-Cyrl', 'sr-RS', true],
    ['pt-BR', 'pt-PT', false],
    ['pt-BR', 'pt', false],
    ['pt-PT', 'pt-AO', false],
    ['es-419', 'es-MX', true],
    ['es-419', 'es-ES', false],
  ])('is %s: a phone in %s matches: %s; "is not" is the opposite', (value, locale, isMatch) => {
    expect(matches({ attribute: 'locale', operator: 'in', values: [value] }, { locale })).toBe(isMatch)
    expect(matches({ attribute: 'locale', operator: 'notIn', values: [value] }, { locale })).toBe(!isMatch)
  })
})
