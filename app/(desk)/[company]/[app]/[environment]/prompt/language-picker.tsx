'use client'

import { Badge } from '@/components/ui/badge'
import { classNames } from '@/components/ui/class-names'
import type { PromptContent } from '@/lib/prompts/content/content'
import { languageName } from '@/lib/prompts/content/language'
import { usePreview } from './preview-state'

type Props = { words: PromptContent['words']; hasErrors?: (tag: string) => boolean }

/** Selects the language shown here and on the preview phone. */
export function LanguagePicker({ words, hasErrors }: Props) {
  const { setLocale } = usePreview()
  const open = useOpenLanguage(words)
  return (
    <fieldset aria-label="Languages" className="flex flex-wrap gap-1">
      {Object.keys(words.locales).map((tag) => (
        <button
          key={tag}
          type="button"
          aria-pressed={tag === open}
          onClick={() => setLocale(tag)}
          className={classNames(
            'flex h-7 items-center gap-1.5 rounded-control border px-2.5',
            tag === open
              ? 'border-accent-text bg-accent-soft font-medium text-accent-text'
              : 'border-line-control text-quiet hover:bg-hover',
            hasErrors?.(tag) && 'border-danger',
          )}
        >
          {languageName(tag)}
          {tag === words.fallbackLocale && <Badge>Fallback</Badge>}
        </button>
      ))}
    </fieldset>
  )
}

export function useOpenLanguage({ locales, fallbackLocale }: PromptContent['words']): string {
  const { locale } = usePreview()
  if (locales[locale]) return locale
  return locales[fallbackLocale] ? fallbackLocale : (Object.keys(locales)[0] ?? fallbackLocale)
}
