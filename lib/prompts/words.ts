import { z } from 'zod'
import { isLanguageTag } from './language'
import { type WordPart, wordLimits } from './word-limits'

const text = (part: WordPart, what: string) =>
  z.string().trim().min(1, `${what} is missing.`).max(wordLimits[part], `At most ${wordLimits[part]} characters.`)

export const LocaleWords = z.object({
  title: text('title', 'The title'),
  body: text('body', 'The text'),
  accept: text('accept', 'The accepting button'),
  dismiss: text('dismiss', 'The dismissing button'),
})
export type LocaleWords = z.output<typeof LocaleWords>

const tag = z.string().refine(isLanguageTag, { error: 'This is not a language tag such as en or pt-BR.' })

export const Words = z
  .object({ fallbackLocale: tag, locales: z.record(tag, LocaleWords) })
  .superRefine(({ fallbackLocale, locales }, context) => {
    if (!locales[fallbackLocale])
      context.addIssue({
        code: 'custom',
        path: ['fallbackLocale'],
        message: `There are no words in ${fallbackLocale}, which everybody else would get.`,
      })
  })
export type Words = z.output<typeof Words>

export const defaultWords: Words = {
  fallbackLocale: 'en',
  locales: {
    en: {
      title: 'Don’t miss a reply',
      body: 'Turn on notifications and we’ll tell you as soon as an agent answers, even when you leave the app.',
      accept: 'Notify me',
      dismiss: 'Not now',
    },
  },
}

export type Chosen = LocaleWords & { locale: string }

/** Made once for a configuration: picks by BCP 47 lookup (RFC 4647 §3.4), from the whole tag down to the language. */
export function wordsPicker({ fallbackLocale, locales }: Words): (locale: string | undefined) => Chosen {
  const byTag = new Map(
    Object.entries(locales).map(([locale, words]) => [normal(locale), { locale, ...words }] as const),
  )
  const fallback = byTag.get(normal(fallbackLocale)) ?? {
    locale: 'en',
    ...(defaultWords.locales.en as LocaleWords), // the constant above has it
  }
  return (locale) => {
    for (const range of lookupChain(locale)) {
      const found = byTag.get(range)
      if (found) return found
    }
    return fallback
  }
}

/** `zh-Hant-TW` → `zh-hant-tw`, `zh-hant`, `zh`; a single letter before a cut goes with it. */
export function lookupChain(locale: string | undefined): string[] {
  if (!locale || locale.length > 64) return []
  const parts = normal(locale).split('-')
  const chain: string[] = []
  while (parts.length) {
    chain.push(parts.join('-'))
    parts.pop()
    if (parts.at(-1)?.length === 1) parts.pop()
  }
  return chain
}

/** iOS writes `de_AT`, and `de_AT@calendar=…` where the region's settings differ. */
export const normal = (locale: string) => locale.split('@', 1)[0]?.replaceAll('_', '-').toLowerCase() ?? ''
