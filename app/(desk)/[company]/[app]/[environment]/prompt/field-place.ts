import { sentenceCase } from '@/lib/format/sentence-case'
import { languageName } from '@/lib/prompts/content/language'

const counted: Record<string, string> = {
  rules: 'rule',
  conditions: 'condition',
  values: 'value',
  steps: 'step',
  lists: 'list',
}

/** Names the place of a rejected value, counted from 1: `content.rules.0.conditions.1` is “Rule 1, condition 2”. */
export function fieldPlace(path: string): string {
  const parts = path.split('.').filter((part, index) => part !== 'content' || index > 0)
  const words: string[] = []
  for (let at = 0; at < parts.length; at++) {
    const [part = '', next = ''] = parts.slice(at)
    if (counted[part] && /^\d+$/.test(next)) words.push(`${counted[part]} ${Number(parts[++at]) + 1}`)
    else if (part === 'locales' && next) words.push(languageName(parts[++at] ?? ''))
    else words.push(part.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`))
  }
  return sentenceCase(words.join(', ')) || 'The file'
}
