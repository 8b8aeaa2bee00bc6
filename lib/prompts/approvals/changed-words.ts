import type { PromptContent } from '@/lib/prompts/content/content'
import { stable } from '@/lib/prompts/content/parts'

export type ChangedWords = Pick<PromptContent, 'words'> & {
  /** Whether the prompt is on here after the change. */
  isOn: boolean
  /** The languages in which some customers will read something else, the fallback first. At least one. */
  languages: string[]
}

/** Returns the words after a change, or null if the change leaves them as they are. */
export function changedWords(was: PromptContent, is: PromptContent): Omit<ChangedWords, 'isOn'> | null {
  if (stable(was.words) === stable(is.words)) return null
  const { locales, fallbackLocale } = is.words
  const rewritten = Object.keys(locales).filter((tag) => stable(locales[tag]) !== stable(was.words.locales[tag]))
  const isElsewhere =
    fallbackLocale !== was.words.fallbackLocale || Object.keys(was.words.locales).some((tag) => !locales[tag])
  const isFallbackRead = isElsewhere || rewritten.includes(fallbackLocale)
  const languages = rewritten.filter((tag) => tag !== fallbackLocale)
  return { words: is.words, languages: isFallbackRead ? [fallbackLocale, ...languages] : languages }
}
