import { describe, expect, it } from 'vitest'
import { wordsPicker } from './words'

const picks = (tags: string, locale: string | undefined) => {
  const words = { title: 't', body: 'b', accept: 'a', dismiss: 'd' }
  const locales = Object.fromEntries(['xx', ...tags.split(' ')].map((tag) => [tag, words]))
  return wordsPicker({ fallbackLocale: 'xx', locales })(locale).locale
}

describe('wordsPicker', () => {
  it.each([
    // The phone's own language, then the same without its region.
    ['en pt-BR pt', 'pt-BR', 'pt-BR'],
    ['en pt-BR pt', 'pt_PT', 'pt'],
    ['en pt-BR pt', 'PT-br@calendar=gregorian', 'pt-BR'],
    ['en', 'fr', 'xx'],
    ['en', undefined, 'xx'],
    ['de de-CH', 'de_CH.UTF-8', 'de-CH'],
    ['de', 'de-DE-u-ca-gregory-nu-latn', 'de'],
    ['de de-x-formal', 'de-AT', 'de'],
    ['de de-x-formal', 'de-x-formal', 'de-x-formal'],
    ['ca ca-valencia', 'ca-ES', 'ca'],
    ['ca-valencia', 'ca-ES', 'xx'],
    ['zh-Hant-CN zh', 'zh-Hant-CN-x-private1-private2', 'zh-Hant-CN'],
    // Scripts.
    ['zh zh-Hant', 'zh-TW', 'zh-Hant'],
    ['zh-Hant zh', 'zh-TW', 'zh-Hant'],
    ['zh zh-Hant', 'zh-HK', 'zh-Hant'],
    ['zh zh-Hant', 'zh_MO', 'zh-Hant'],
    ['zh zh-Hant', 'zh-Hant-HK', 'zh-Hant'],
    ['zh zh-Hant', 'zh-CN', 'zh'],
    ['zh zh-Hant', 'zh-Hans-SG', 'zh'],
    ['zh zh-Hant', 'zh', 'zh'],
    ['zh-Hans zh-Hant', 'zh', 'zh-Hans'],
    ['zh-CN zh-TW', 'zh-Hant-TW', 'zh-TW'],
    ['zh-CN zh-TW', 'zh-Hant', 'zh-TW'],
    ['zh-CN zh-TW', 'zh-HK', 'zh-TW'],
    ['zh-CN zh-TW', 'zh-Hans-CN', 'zh-CN'],
    ['zh-HK zh-TW', 'zh-MO', 'zh-HK'],
    ['zh', 'zh-TW', 'zh'],
    ['zh-Hant', 'zh-CN', 'xx'],
    ['zh-Hant', 'zh-cmn-Hant-TW', 'zh-Hant'],
    ['zh-Hant zh', 'yue-HK', 'zh-Hant'],
    ['sr sr-Latn', 'sr-Latn-RS', 'sr-Latn'],
    ['sr sr-Latn', 'sr-RS', 'sr'],
    ['sr sr-Latn', 'sr-ME', 'sr-Latn'],
    ['sr sr-Latn', 'sh', 'sr-Latn'],
    ['sr-Cyrl sr-Latn', 'sr', 'sr-Cyrl'],
    // Old and new names of one language.
    ['no', 'nb-NO', 'no'],
    ['no nb', 'nb-NO', 'nb'],
    ['nb', 'no-NO', 'nb'],
    ['nb-NO', 'no', 'nb-NO'],
    ['nb nn', 'nn-NO', 'nn'],
    ['nb', 'nn-NO', 'nb'],
    ['nn', 'nb-NO', 'xx'],
    ['he', 'iw', 'he'],
    ['iw', 'he-IL', 'iw'],
    ['iw he', 'he', 'he'],
    ['iw he', 'iw', 'he'],
    ['id', 'in_ID', 'id'],
    ['in', 'id', 'in'],
    ['yi', 'ji', 'yi'],
    ['fil', 'tl-PH', 'fil'],
    ['en-GB', 'en-UK', 'en-GB'],
    // Regions.
    ['pt-BR pt-PT', 'pt-PT', 'pt-PT'],
    ['pt-BR pt-PT', 'pt-AO', 'pt-PT'],
    ['pt-BR pt-PT', 'pt', 'pt-BR'],
    ['pt pt-PT', 'pt-BR', 'pt'],
    ['es es-419', 'es-MX', 'es-419'],
    ['es es-419', 'es-ES', 'es'],
    ['es es-419 es-AR', 'es-AR', 'es-AR'],
    ['en-US de-DE', 'en-AU', 'en-US'],
    ['en-US de-DE', 'de-AT', 'de-DE'],
    ['pt_BR', 'pt-BR', 'pt_BR'],
    // Text that names no language.
    ['en', 'C', 'xx'],
    ['en', 'POSIX', 'xx'],
    ['en', 'C.UTF-8', 'xx'],
    ['en', 'und', 'xx'],
    ['en', 'und-US', 'xx'],
    ['en', '', 'xx'],
    ['en', 'x'.repeat(200), 'xx'],
    ['en', 'en_US_POSIX', 'en'],
  ])('with text in %s, gives a phone in %s the text in %s', (tags, locale, expected) => {
    expect(picks(tags, locale)).toBe(expected)
  })

  it('gives the fallback text if two tags mean the fallback language', () => {
    const words = (title: string) => ({ title, body: 'b', accept: 'a', dismiss: 'd' })
    const pick = wordsPicker({ fallbackLocale: 'iw', locales: { he: words('new'), iw: words('old') } })
    expect(pick('fr').title).toBe('old')
  })
})
