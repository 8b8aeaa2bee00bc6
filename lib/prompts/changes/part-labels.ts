import { plural } from '@/lib/format/number'
import type { CustomerList, PromptContent, Rule } from '@/lib/prompts/content/content'
import { languageName } from '@/lib/prompts/content/language'
import { askAgainSentence, conditionSentence, ruleSentence, scheduleSentence } from '@/lib/prompts/content/sentences'
import { percent } from '@/lib/prompts/content/share'
import { type WordPart, wordLabels } from '@/lib/prompts/content/word-limits'
import type { LocaleWords } from '@/lib/prompts/content/words'
import { isolated } from '@/lib/text/isolated'

/** What is needed to describe a part: lists for their names, rules for their positions. */
export type LabelContext = { lists: CustomerList[]; rules: Rule[] }

export function partLabel(path: string, value: unknown, { rules }: Pick<LabelContext, 'rules'>): string {
  const [head, , rest] = path.split('.')
  if (head === 'rules') {
    const name = (value as Rule | undefined)?.description // rules.* holds rules
    return name ? `Rule “${isolated(name)}”` : `Rule ${rules.findIndex(({ id }) => `rules.${id}` === path) + 1}`
  }
  if (head === 'lists') return 'Customer list'
  if (path === 'words.fallbackLocale') return 'Fallback language'
  if (head === 'words') return `Text in ${languageName(rest ?? '')}`
  return labels[path] ?? path
}

const labels: Record<string, string> = {
  inherits: 'This level',
  isOn: 'Prompt',
  stopsBelow: 'Lower levels',
  'rollout.share': 'Everyone else',
  'rollout.salt': 'Customer order',
  schedule: 'Schedule',
  askAgain: 'Frequency',
  sdkVersionMin: 'Minimum SDK version',
  ruleOrder: 'Rule order',
}

/** A part's value in plain words. Each path has one type of value, set by partsOf. */
export function partSentence(path: string, value: unknown, { lists, rules }: LabelContext): string {
  if (path.startsWith('rules.')) return ruleSentence(value as Rule, lists)
  if (path.startsWith('lists.'))
    return `${(value as CustomerList).name}, ${plural((value as CustomerList).size, 'customer')}`
  if (path.startsWith('words.locales.')) return localeLines(value as LocaleWords)
  switch (path) {
    case 'inherits':
      return value === true ? 'Inherited' : 'Customized'
    case 'isOn':
      return value === true ? 'On' : 'Off'
    case 'stopsBelow':
      return value === true ? 'Forced off' : 'Use their own configuration'
    case 'rollout.share':
      return `${percent(value as number)} of customers`
    case 'rollout.salt':
      return value === '' ? 'Original' : `Reshuffled (${String(value)})`
    case 'schedule':
      return scheduleSentence(value as PromptContent['schedule'])
    case 'askAgain':
      return askAgainSentence(value as PromptContent['askAgain'])
    case 'sdkVersionMin':
      return value === null ? 'Any' : `${String(value)} or later`
    case 'ruleOrder':
      return (value as string[]).map((id, index) => `${index + 1}. ${ruleName(id, rules)}`).join('\n') || 'No rules'
    default:
      return String(value)
  }
}

/** One line per text, without texts that are the same in `other`. */
export const localeLines = (words: LocaleWords, other?: LocaleWords) =>
  (Object.keys(wordLabels) as WordPart[])
    .filter((part) => words[part] !== other?.[part])
    .map((part) => `${wordLabels[part]}: ${isolated(words[part] ?? '')}`)
    .join('\n')

/** Names a rule by its description, or by its first condition. */
function ruleName(id: string, rules: Rule[]): string {
  const rule = rules.find((one) => one.id === id)
  if (rule?.description) return isolated(rule.description)
  return rule?.conditions[0] ? conditionSentence(rule.conditions[0]) : id
}
