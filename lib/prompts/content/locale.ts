import { BoundedMap } from '@/lib/flow/bounded-map'

/** A client's language as conditions and words look for it; all tags in lower case. */
export type ClientLocale = Readonly<{
  /** Every range that includes it: `zh-Hant-TW` is in `zh`, `zh-Hant`, `zh-TW`, and itself. */
  ranges: readonly string[]
  /** The tags to look words up by: the best first, the bare language last. */
  lookup: readonly string[]
}>

/** Beyond what any system writes; what is longer isn't kept in memory. */
const textMax = 64
const locales = new BoundedMap<string, ClientLocale | null>(5_000)

/** Clients send the same few locales over and over. Undefined for what names no language: `C`, `POSIX`, `und`. */
export function localeIn(text: string | undefined): ClientLocale | undefined {
  if (text === undefined || text.length > textMax) return undefined
  return locales.remember(text, readLocale) ?? undefined
}

/** In Unicode's canonical form and lower case: `he` for `iw`, `zh-tw` for `zh_TW`. */
export const canonicalTag = (tag: string) => parsed(tag)?.toString().toLowerCase() ?? tag.toLowerCase()

/** With the script that its readers expect: `zh` is `zh-hans`, `zh-TW` is `zh-hant-tw`. */
export function scriptedTag(tag: string): string {
  const locale = parsed(tag)
  if (!locale) return tag.toLowerCase()
  const { language, script, region } = locale
  // A variant or a private subtag makes it a text for those who ask for it.
  const hasMore = locale.toString() !== joined(language, script, region)
  return (hasMore ? locale.toString() : joined(language, locale.maximize().script, region)).toLowerCase()
}

function readLocale(text: string): ClientLocale | null {
  const locale = parsed(text)
  if (!locale) return null
  const { language, region } = locale
  const { script } = locale.maximize()
  const exact = prefixes(locale.toString())
  const near = [language, ...(related[language] ?? [])]
  const further = near.flatMap((one) => [one, ...(related[one] ?? [])])
  const parent = parentRegion(language, region)
  const inside = [region, parent && /^\d/.test(parent) ? parent : undefined, undefined]
  return {
    ranges: tags([
      ...exact,
      ...near.flatMap((one) => inside.flatMap((place) => [joined(one, place), joined(one, script, place)])),
    ]),
    lookup: tags([
      ...exact.filter((tag) => tag !== language),
      ...further.flatMap((one) => [
        ...[region, parent, undefined].map((place) => joined(one, script, place)),
        defaultTag(one, script),
      ]),
      // What is written in another script is better than another language.
      ...further,
    ]),
  }
}

/** `pt-Latn-BR` for `pt` in Latin letters: a text for the most likely region stands for the language. */
const defaultTag = (language: string, script: string | undefined) =>
  new Intl.Locale(joined(language, script)).maximize().baseName

const tags = (all: string[]) => [...new Set(all.map((tag) => tag.toLowerCase()))]
const joined = (...subtags: (string | undefined)[]) => subtags.filter(Boolean).join('-')

/** RFC 4647, 3.4: `zh-Hant-TW`, `zh-Hant`, `zh`; a single letter goes with what follows it. */
function prefixes(tag: string): string[] {
  const parts = tag.split('-')
  const found: string[] = []
  while (parts.length) {
    found.push(parts.join('-'))
    parts.pop()
    if (parts.at(-1)?.length === 1) parts.pop()
  }
  return found
}

/** iOS writes `de_AT@calendar=gregorian`, other systems `de_AT.UTF-8`. */
function parsed(text: string): Intl.Locale | undefined {
  if (text.length > textMax) return undefined
  const tag = (text.split(/[@.]/, 1)[0] ?? '').trim().replaceAll('_', '-')
  if (/^(?:c|posix|root|und|mul|mis|zxx)(?:-|$)/i.test(tag)) return undefined
  // The old form `zh-cmn-Hant` names its language twice.
  return localeOf(tag) ?? localeOf(tag.replace(/^[a-z]{2,3}-(?=[a-z]{3}(?:-|$))/i, ''))
}

function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag)
  } catch {
    return undefined
  }
}

/** A written standard's readers also read the language that it belongs to. */
const related: Record<string, string[]> = { nb: ['no'], no: ['nb'], nn: ['no'], yue: ['zh'] }

// CLDR, supplemental data, parentLocales: whose words a region without its own gets.
const spanishLatin = 'AR BO BR BZ CL CO CR CU DO EC GT HN MX NI PA PE PR PY SV US UY VE'.split(' ')
const portugueseEuropean = 'AO CH CV FR GQ GW LU MO MZ ST TL'.split(' ')
const englishAmerican = 'AS BI GU MH MP PH PR UM US VI'.split(' ')

function parentRegion(language: string, region: string | undefined): string | undefined {
  if (region === undefined) return undefined
  if (language === 'es' && spanishLatin.includes(region)) return '419'
  if (language === 'pt' && portugueseEuropean.includes(region)) return 'PT'
  if (language === 'zh' && region === 'MO') return 'HK'
  if (language === 'en' && !englishAmerican.includes(region)) return '001'
  return undefined
}
