import { BoundedMap } from '@/lib/flow/bounded-map'

/** A client's language as conditions and text lookup use it. All tags are lowercase. */
export type ClientLocale = Readonly<{
  /** Every range that includes it: `zh-Hant-TW` is in `zh`, `zh-Hant`, `zh-TW`, and itself. */
  ranges: readonly string[]
  /** The tags to look up text by: the best first, the bare language last. */
  lookup: readonly string[]
}>

/** Longer than any system writes. Longer text isn't cached. */
const textMax = 64
const locales = new BoundedMap<string, ClientLocale | null>(5_000)

/** Cached: clients send the same few locales. Undefined if the text names no language: `C`, `POSIX`, `und`. */
export function localeIn(text: string | undefined): ClientLocale | undefined {
  if (text === undefined || text.length > textMax) return undefined
  return locales.remember(text, readLocale) ?? undefined
}

/** The tag in Unicode's canonical form and lowercase: `he` for `iw`, `zh-tw` for `zh_TW`. */
export const canonicalTag = (tag: string) => parsed(tag)?.toString().toLowerCase() ?? tag.toLowerCase()

/** The tag with the script that its readers expect: `zh` is `zh-hans`, `zh-TW` is `zh-hant-tw`. */
export function scriptedTag(tag: string): string {
  const locale = parsed(tag)
  if (!locale) return tag.toLowerCase()
  const { language, script, region } = locale
  // Text with a variant or a private subtag is only for clients that ask for it.
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
      // Text in another script is better than text in another language.
      ...further,
    ]),
  }
}

/** `pt-Latn-BR` for `pt` in Latin letters: text for the most likely region stands for the language. */
const defaultTag = (language: string, script: string | undefined) =>
  new Intl.Locale(joined(language, script)).maximize().baseName

const tags = (all: string[]) => [...new Set(all.map((tag) => tag.toLowerCase()))]
const joined = (...subtags: (string | undefined)[]) => subtags.filter(Boolean).join('-')

/** RFC 4647, 3.4: `zh-Hant-TW`, `zh-Hant`, `zh`. A single letter is removed together with the subtag after it. */
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

/** Readers of a written standard also read the language that it belongs to. */
const related: Record<string, string[]> = { nb: ['no'], no: ['nb'], nn: ['no'], yue: ['zh'] }

// CLDR, supplemental data, parentLocales: the text that a region without its own falls back to.
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
