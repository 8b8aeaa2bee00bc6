import { permissionLabels } from '@/lib/devices/device-labels'
import { formatDatedTime } from '@/lib/format/date'
import { formatList } from '@/lib/format/list'
import { countryWords } from '@/lib/format/locale'
import { formatNumber, plural } from '@/lib/format/number'
import { sentenceCase } from '@/lib/format/sentence-case'
import { isolated } from '@/lib/text/isolated'
import type { Condition } from './conditions'
import type { CustomerList, PromptContent, Rule } from './content'
import { percent, shareWhole } from './share'

const attributeWords: Record<Condition['attribute'], string> = {
  appVersion: 'app version',
  sdkVersion: 'SDK version',
  osVersion: 'iOS version',
  locale: 'language',
  country: 'country',
  permission: 'permission',
  customer: 'customer',
  custom: 'attribute',
}

export const operatorLabels: Record<string, string> = {
  atLeast: 'is at least',
  above: 'is above',
  atMost: 'is at most',
  below: 'is below',
  is: 'is',
  isNot: 'is not',
  range: 'is in',
  in: 'is',
  notIn: 'is not',
  startsWith: 'starts with',
  endsWith: 'ends with',
  contains: 'contains',
  matches: 'matches',
  inList: 'is in the list',
  notInList: 'is not in the list',
  moreThan: 'is more than',
  lessThan: 'is less than',
  isSet: 'is set',
  isNotSet: 'is not set',
}

export const attributeName = (condition: Condition) =>
  condition.attribute === 'custom' ? isolated(condition.name) : attributeWords[condition.attribute]

/** `app version is below 4.2.0` */
export function conditionSentence(condition: Condition, lists: CustomerList[] = []): string {
  const subject = attributeName(condition)
  const operator = operatorLabels[condition.operator] ?? condition.operator
  const listId = 'listId' in condition ? condition.listId : undefined
  const list = listId && lists.find(({ id }) => id === listId)
  const values = list ? `“${isolated(list.name)}” (${formatNumber(list.size)})` : orList(valueWords(condition))
  const isCaseless = 'ignoreCase' in condition && condition.ignoreCase
  return [subject, operator, values, isCaseless && '(ignoring case)'].filter(Boolean).join(' ')
}

/** `If app version is below 4.2.0 and country is Germany (DE), ask no one.` */
export const ruleSentence = (rule: Rule, lists: CustomerList[] = []) =>
  `If ${rule.conditions.map((condition) => conditionSentence(condition, lists)).join(' and ')}, ${shareSentence(rule.share)}.`

export function shareSentence(share: number): string {
  if (share <= 0) return 'ask no one'
  return share >= shareWhole ? 'ask everyone' : `ask ${percent(share)}`
}

export function scheduleSentence({ timeZone, startsAt, endsAt, steps }: PromptContent['schedule']): string {
  const at = (instant: string) => timeIn(instant, timeZone)
  const parts = [
    startsAt && `starts ${at(startsAt)}`,
    ...steps.map((step) => `${percent(step.share)} from ${at(step.at)}`),
    endsAt && `ends ${at(endsAt)}`,
  ].filter(Boolean)
  return parts.length ? `${sentenceCase(parts.join(', '))} (${timeZone})` : 'No schedule'
}

export const askAgainSentence = ({ afterDays, timesMax }: PromptContent['askAgain']) =>
  timesMax === 1 ? 'Ask once' : `Ask again after ${plural(afterDays, 'day')}, at most ${timesMax} times`

/** Shows a time that is still being typed as it was typed. */
export function timeIn(instant: string, timeZone: string) {
  const date = new Date(/(Z|[+-]\d\d:\d\d)$/.test(instant) ? instant : Number.NaN)
  if (Number.isNaN(date.getTime())) return instant.replace('T', ' ') || '…'
  return formatDatedTime(date, { timeZone })
}

function valueWords({ attribute, values }: Condition): readonly string[] {
  if (attribute === 'permission') return values.map((state) => permissionLabels[state].toLowerCase())
  return values.map((value) => (attribute === 'country' ? countryWords(value) : isolated(value)))
}

/** `Germany (DE), Austria (AT), or Switzerland (CH)` */
function orList(values: readonly string[]): string {
  const shown = values.length > 6 ? [...values.slice(0, 5), `${values.length - 5} more`] : values
  return formatList(shown, 'or')
}
