'use client'

import type { PromptContent } from '@/lib/prompts/content/content'
import { LanguageButtons } from './language-buttons'
import { usePreview } from './preview-state'

type Props = { words: PromptContent['words']; hasErrors?: (tag: string) => boolean }

/** Selects the language shown here and on the preview phone. */
export function LanguagePicker({ words, hasErrors }: Props) {
  const { setLocale } = usePreview()
  const open = useOpenLanguage(words)
  return (
    <LanguageButtons
      tags={Object.keys(words.locales)}
      fallbackLocale={words.fallbackLocale}
      open={open}
      onOpen={setLocale}
      hasErrors={hasErrors}
    />
  )
}

export function useOpenLanguage({ locales, fallbackLocale }: PromptContent['words']): string {
  const { locale } = usePreview()
  if (locales[locale]) return locale
  return locales[fallbackLocale] ? fallbackLocale : (Object.keys(locales)[0] ?? fallbackLocale)
}
