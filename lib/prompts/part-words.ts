import type { CustomerList, PromptContent, Rule } from './content'
import { languageName } from './language'
import { askAgainSentence, ruleSentence, scheduleSentence } from './sentences'
import { percent } from './share'
import type { LocaleWords } from './words'

export function partLabel(path: string, value: unknown): string {
  const [head, , rest] = path.split('.')
  if (head === 'rules') return `Rule “${(value as Rule | undefined)?.description || path.slice(6)}”` // rules.* holds rules
  if (head === 'lists') return 'Customer list'
  if (path === 'words.fallbackLocale') return 'Fallback language'
  if (head === 'words') return `Words in ${languageName(rest ?? '')}`
  return labels[path] ?? path
}

const labels: Record<string, string> = {
  inherits: 'Where it is set',
  isOn: 'Prompt',
  stopsBelow: 'Reach of the stop',
  'rollout.share': 'Everybody else',
  'rollout.salt': 'Dealing of customers',
  schedule: 'Schedule',
  askAgain: 'Asking again',
  sdkVersionMin: 'Oldest SDK',
  ruleOrder: 'Order of the rules',
}

/** A part's value as people say it. Each path has one type of value, which partsOf gave it. */
export function partWords(path: string, value: unknown, lists: CustomerList[]): string {
  if (path.startsWith('rules.')) return ruleSentence(value as Rule, lists)
  if (path.startsWith('lists.'))
    return `${(value as CustomerList).name}, ${(value as CustomerList).size.toLocaleString('en')} customers`
  if (path.startsWith('words.locales.')) {
    const { title, body, accept, dismiss } = value as LocaleWords
    return `${title} / ${body} / ${accept} / ${dismiss}`
  }
  switch (path) {
    case 'inherits':
      return value === true ? 'Inherited' : 'Set here'
    case 'isOn':
      return value === true ? 'On' : 'Off'
    case 'stopsBelow':
      return value === true ? 'Off for everything below, whatever is set there' : 'What is set below stays as it is'
    case 'rollout.share':
      return `${percent(value as number)} of customers`
    case 'rollout.salt':
      return value === '' ? 'As first dealt' : `Dealt anew (${String(value)})`
    case 'schedule':
      return scheduleSentence(value as PromptContent['schedule'])
    case 'askAgain':
      return askAgainSentence(value as PromptContent['askAgain'])
    case 'sdkVersionMin':
      return value === null ? 'Any' : `${String(value)} or newer`
    case 'ruleOrder':
      return (value as string[]).length
        ? (value as string[]).map((id, index) => `${index + 1}. ${id}`).join('  ')
        : 'No rules'
    default:
      return String(value)
  }
}
