import type { PromptContent, Rule } from './content'
import { contentSchemaNumber } from './content-schema'

/** A configuration split into parts that people change one at a time. Differences, merges, and conflicts use these. */
export type Parts = Map<string, unknown>

export function partsOf(content: PromptContent | null): Parts {
  if (content === null) return new Map([['inherits', true]])
  const parts: Parts = new Map<string, unknown>([
    ['inherits', false],
    ['isOn', content.isOn],
    ['stopsBelow', content.stopsBelow],
    ['rollout.share', content.rollout.share],
    ['rollout.salt', content.rollout.salt],
    ['schedule', content.schedule],
    ['askAgain', content.askAgain],
    ['sdkVersionMin', content.sdkVersionMin],
    ['words.fallbackLocale', content.words.fallbackLocale],
    ['ruleOrder', content.rules.map(({ id }) => id)],
  ])
  for (const rule of content.rules) parts.set(`rules.${rule.id}`, rule)
  for (const list of content.lists) parts.set(`lists.${list.id}`, list)
  for (const [locale, words] of Object.entries(content.words.locales)) parts.set(`words.locales.${locale}`, words)
  return parts
}

/** The inverse of partsOf. The parts come from valid contents, so each has its type. The save validates the whole. */
export function contentOf(parts: Parts): PromptContent | null {
  if (parts.get('inherits') === true) return null
  const under = (prefix: string) =>
    [...parts]
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, value]) => [path.slice(prefix.length), value] as const)
  const rules = new Map(under('rules.') as [string, Rule][])
  const ordered = (parts.get('ruleOrder') as string[]).flatMap((id) => rules.get(id) ?? [])
  return {
    schema: contentSchemaNumber,
    isOn: parts.get('isOn'),
    stopsBelow: parts.get('stopsBelow'),
    rules: ordered,
    rollout: { share: parts.get('rollout.share'), salt: parts.get('rollout.salt') },
    schedule: parts.get('schedule'),
    askAgain: parts.get('askAgain'),
    sdkVersionMin: parts.get('sdkVersionMin'),
    lists: under('lists.').map(([, list]) => list),
    words: { fallbackLocale: parts.get('words.fallbackLocale'), locales: Object.fromEntries(under('words.locales.')) },
  } as PromptContent
}

/** JSON with sorted keys, because the database returns keys in its own order. */
export function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${stable(item)}`)
    .join(',')}}`
}
