import { z } from 'zod'
import { isLanguageTag } from './language'
import { canonicalTag, localeIn, scriptedTag } from './locale'
import { type WordPart, wordLimits } from './word-limits'

const text = (part: WordPart, what: string) =>
  z.string().trim().min(1, `${what} is missing.`).max(wordLimits[part], `At most ${wordLimits[part]} characters.`)

export const LocaleWords = z.object({
  title: text('title', 'The title'),
  body: text('body', 'The body'),
  accept: text('accept', 'The accept button'),
  dismiss: text('dismiss', 'The dismiss button'),
})
export type LocaleWords = z.output<typeof LocaleWords>

const tag = z.string().refine(isLanguageTag, { error: 'Enter a language tag such as en or pt-BR.' })

export const Words = z
  .object({ fallbackLocale: tag, locales: z.record(tag, LocaleWords) })
  .superRefine(({ fallbackLocale, locales }, context) => {
    if (!locales[fallbackLocale])
      context.addIssue({
        code: 'custom',
        path: ['fallbackLocale'],
        message: `Add text in ${fallbackLocale}, the fallback language.`,
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

/** Built once per configuration. Uses BCP 47 lookup (RFC 4647, 3.4) over canonical tags with their likely scripts. */
export function wordsPicker({ fallbackLocale, locales }: Words): (locale: string | undefined) => Chosen {
  const chosen = Object.entries(locales).map(([locale, words]) => ({ locale, ...words }))
  // If two tags mean the same language, its current name takes precedence over an old one.
  const inOrder = chosen.toSorted((a, b) => Number(isAlias(a.locale)) - Number(isAlias(b.locale)))
  const byTag = new Map<string, Chosen>()
  for (const tagOf of [canonicalTag, scriptedTag])
    for (const one of inOrder) if (!byTag.has(tagOf(one.locale))) byTag.set(tagOf(one.locale), one)
  const fallback = chosen.find(({ locale }) => locale === fallbackLocale) ?? {
    locale: 'en',
    ...(defaultWords.locales.en as LocaleWords), // the constant above has it
  }
  return (locale) => {
    for (const tag of localeIn(locale)?.lookup ?? []) {
      const found = byTag.get(tag)
      if (found) return found
    }
    return fallback
  }
}

const isAlias = (tag: string) => canonicalTag(tag) !== tag.toLowerCase()
