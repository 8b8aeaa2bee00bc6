export const isLanguageTag = (text: string) => canonicalLanguage(text) !== undefined

/** The tag as Unicode writes it: `pt-BR` for `pt_br`, `he` for `iw`. Undefined if it isn't a language tag. */
export function canonicalLanguage(text: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(text.replaceAll('_', '-'))[0]
  } catch {
    return undefined
  }
}

export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(tag.replaceAll('_', '-')) ?? tag
  } catch {
    return tag
  }
}
