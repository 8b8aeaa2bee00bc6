import type { PromptContent } from '@/lib/prompts/content/content'
import { localeIn } from '@/lib/prompts/content/locale'
import { type EvaluationContext, versionIn } from './context'

const readAttributes = ['permission', 'locale', 'country', 'appVersion', 'sdkVersion', 'osVersion'] as const
export type ReadAttribute = (typeof readAttributes)[number]

/** The attributes that a decision reads. The permission is always checked, and the locale selects the text. */
export function readsOf({ rules, sdkVersionMin }: PromptContent): readonly ReadAttribute[] {
  const named = new Set<string>(rules.flatMap(({ conditions }) => conditions.map(({ attribute }) => attribute)))
  named.add('permission').add('locale')
  if (sdkVersionMin) named.add('sdkVersion')
  return readAttributes.filter((attribute) => named.has(attribute))
}

/** Names the sent attributes that can't be read and so match no condition. Undefined if there are none. */
export function unreadableIn(context: EvaluationContext, reads: readonly ReadAttribute[]): string | undefined {
  let names: string | undefined
  for (const attribute of reads)
    if (isUnreadable(context, attribute)) names = names === undefined ? attribute : `${names}, ${attribute}`
  return names
}

export function isUnreadable(context: EvaluationContext, attribute: ReadAttribute): boolean {
  if (attribute === 'permission') return context.permission === 'unknown'
  const said = context.raw[attribute]
  if (said === undefined || said === null || said === '') return false
  if (attribute === 'country') return context.country === undefined
  return attribute === 'locale' ? localeIn(context.locale) === undefined : versionIn(context[attribute]) === undefined
}
