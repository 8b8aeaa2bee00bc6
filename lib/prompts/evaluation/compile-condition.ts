import type { Condition } from '@/lib/prompts/content/conditions'
import { canonicalTag, localeIn } from '@/lib/prompts/content/locale'
import { compareVersions, parseVersion } from '@/lib/prompts/content/version'
import { parseRange, type VersionTest } from '@/lib/prompts/content/version-range'
import { caselessText, decomposedText, isBeyondAscii, normalText } from './comparable-text'
import { numberTest, textTest, valueTest } from './compare'
import { customerOf, type EvaluationContext, versionIn } from './context'
import { attributeReader } from './own-attribute'

/** Members of customer lists, by list ID. */
export type Lists = ReadonlyMap<string, ReadonlySet<string>>
export type Test = (context: EvaluationContext) => boolean

/** A value missing from the context matches no condition, not even a negative one. Only `isNotSet` tests for that. */
export function compileCondition(condition: Condition, lists: Lists): Test {
  switch (condition.attribute) {
    case 'appVersion':
    case 'sdkVersion':
    case 'osVersion':
      return versionTest(condition)
    case 'locale':
      return localeTest(condition.operator, condition.values)
    case 'country':
    case 'permission':
      return setTest(condition.attribute, condition.operator, condition.values)
    case 'customer':
      return customerTest(condition, lists)
    case 'custom':
      return customTest(condition)
  }
}

type Of<Attribute extends Condition['attribute']> = Extract<Condition, { attribute: Attribute }>
type VersionCondition = Of<'appVersion' | 'sdkVersion' | 'osVersion'>
type VersionOperator = VersionCondition['operator']

function versionTest({ attribute, operator, values }: VersionCondition): Test {
  const holds = comparison(operator, values[0] ?? '')
  if (!holds) return () => false
  return (context) => {
    const version = versionIn(context[attribute])
    return version !== undefined && holds(version)
  }
}

function comparison(operator: VersionOperator, text: string): VersionTest | null {
  if (operator === 'range') return parseRange(text)
  const wanted = parseVersion(text)
  if (!wanted) return null
  const holds = comparisons[operator]
  return (version) => holds(compareVersions(version, wanted))
}

const comparisons: Record<Exclude<VersionOperator, 'range'>, (order: number) => boolean> = {
  atLeast: (order) => order >= 0,
  above: (order) => order > 0,
  atMost: (order) => order <= 0,
  below: (order) => order < 0,
  is: (order) => order === 0,
  isNot: (order) => order !== 0,
}

/** `en` also matches `en-GB`, and `zh-Hant` matches `zh-TW`, as people expect. */
function localeTest(operator: string, values: string[]): Test {
  const wanted = new Set(values.map(canonicalTag))
  const isIn = operator === 'in'
  return (context) => {
    const locale = localeIn(context.locale)
    if (!locale) return false
    for (const range of locale.ranges) if (wanted.has(range)) return isIn
    return !isIn
  }
}

function setTest(key: 'country' | 'permission', operator: string, values: readonly string[]): Test {
  const wanted = new Set(values)
  const isIn = operator === 'in'
  return (context) => {
    const value = context[key]
    return value !== undefined && wanted.has(value) === isIn
  }
}

function customerTest(condition: Of<'customer'>, lists: Lists): Test {
  const { operator, listId = '', values, ignoreCase } = condition
  if (operator !== 'inList' && operator !== 'notInList') {
    const holds = valueTest(textTest(operator, values, ignoreCase), operator === 'notIn')
    return (context) => holds(customerOf(context))
  }
  const members = lists.get(listId)
  // A list that couldn't be read matches no one, in or out.
  if (!members) return () => false
  const isIn = operator === 'inList'
  const isMember = ignoreCase ? caselessMemberTest(members) : memberTest(members)
  return (context) => {
    const customer = customerOf(context)
    return customer !== undefined && isMember(customer) === isIn
  }
}

const plainLists = new WeakMap<ReadonlySet<string>, boolean>()

/** Matches even if the list and the app write a letter such as `ü` in different Unicode forms. */
function memberTest(members: ReadonlySet<string>): (customer: string) => boolean {
  const isPlain = plainLists.get(members) ?? ![...members].some(isBeyondAscii)
  plainLists.set(members, isPlain)
  if (isPlain) return (customer) => members.has(customer)
  return (customer) =>
    members.has(customer) || members.has(normalText(customer)) || members.has(decomposedText(customer))
}

const caselessLists = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>()

function caselessMemberTest(members: ReadonlySet<string>): (customer: string) => boolean {
  const folded = caselessLists.get(members) ?? new Set([...members].map(caselessText))
  caselessLists.set(members, folded)
  return (customer) => folded.has(caselessText(customer))
}

function customTest({ name, operator, values, ignoreCase }: Of<'custom'>): Test {
  const read = attributeReader(name)
  if (operator === 'isSet') return ({ raw }) => read(raw) !== undefined
  if (operator === 'isNotSet') return ({ raw }) => read(raw) === undefined
  const holds =
    operator === 'moreThan' || operator === 'lessThan'
      ? numberTest(operator, Number(values[0]))
      : valueTest(textTest(operator, values, ignoreCase), operator === 'notIn')
  return ({ raw }) => holds(read(raw))
}
