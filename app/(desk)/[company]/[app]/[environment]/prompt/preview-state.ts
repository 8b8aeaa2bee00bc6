'use client'

import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs'

/** The words that are edited are the words that the phone shows. */
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
