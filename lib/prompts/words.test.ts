import { describe, expect, it } from 'vitest'
import { lookupChain, wordsPicker } from './words'

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
