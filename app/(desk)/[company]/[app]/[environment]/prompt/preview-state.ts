'use client'

import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs'

/** Preview language and theme in the URL, so that the phone shows the language being edited. */
export function usePreview() {
  const [locale, setLocale] = useQueryState('language', parseAsString.withDefault('en'))
  const [theme, setTheme] = useQueryState(
    'phone',
    parseAsStringLiteral(['light', 'dark'] as const).withDefault('light'),
  )
  return {
    locale,
    setLocale: (next: string) => void setLocale(next),
    theme,
    setTheme: (next: 'light' | 'dark') => void setTheme(next),
  }
}
