import { expect, it } from 'vitest'
import { canonicalLanguage, isLanguageTag, languageName } from './language'

it.each([
  ['pt_br', 'pt-BR'],
  ['PT-br', 'pt-BR'],
  ['iw', 'he'],
  ['zh-hant-tw', 'zh-Hant-TW'],
  ['de', 'de'],
])('writes %s as %s', (tag, canonical) => {
  expect(canonicalLanguage(tag)).toBe(canonical)
})

it.each(['', ' ', 'C', 'e', 'en--GB', 'german!', 'x'.repeat(40)])('rejects %j as a language tag', (text) => {
  expect(isLanguageTag(text)).toBe(false)
})

it.each([
  ['pt_BR', 'Brazilian Portuguese'],
  ['zh-Hant', 'Traditional Chinese'],
  ['nonsense!', 'nonsense!'],
])('names %s %s', (tag, name) => {
  expect(languageName(tag)).toBe(name)
})
