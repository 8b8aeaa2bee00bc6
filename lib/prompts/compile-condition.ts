import type { Condition } from './conditions'
import { customerOf, type EvaluationContext, versionIn } from './context'
import { patternInputMax } from './pattern'
import { parseRange, parseVersion, type SemVer } from './version'
import { lookupChain, normal } from './words'

/** Members of a customer list, by its id. */
export type Lists = ReadonlyMap<string, ReadonlySet<string>>
export type Test = (context: EvaluationContext) => boolean

/** What the context does not say satisfies no condition, not even a negative one; only `isNotSet` asks for that. */
export function compileCondition(condition: Condition, lists: Lists): Test {
  switch (condition.attribute) {
    case 'appVersion':
    case 'sdkVersion':
    case 'osVersion':
      return versionTest(condition.attribute, condition.operator, condition.values[0] ?? '')
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

type VersionKey = 'appVersion' | 'sdkVersion' | 'osVersion'

function versionTest(key: VersionKey, operator: string, text: string): Test {
  if (operator === 'range') {
    const range = parseRange(text)
    return (context) => {
      const version = versionIn(context[key])
      return version !== undefined && range.test(version)
    }
  }
  const wanted = parseVersion(text)
  const holds = comparisons[operator]
  if (!wanted || !holds) return () => false
  return (context) => {
    const version = versionIn(context[key])
    return version !== undefined && holds(version.compare(wanted as SemVer)) // narrowed above, lost in the closure
  }
}

const comparisons: Record<string, (order: number) => boolean> = {
  atLeast: (order) => order >= 0,
  above: (order) => order > 0,
  atMost: (order) => order <= 0,
  below: (order) => order < 0,
  is: (order) => order === 0,
  isNot: (order) => order !== 0,
}

/** `en` holds for `en-GB` too, as people mean it. */
function localeTest(operator: string, values: string[]): Test {
  const wanted = new Set(values.map(normal))
  const isIn = operator === 'in'
  return ({ locale }) => locale !== undefined && lookupChain(locale).some((range) => wanted.has(range)) === isIn
}

function setTest(key: 'country' | 'permission', operator: string, values: readonly string[]): Test {
  const wanted = new Set(values)
  const isIn = operator === 'in'
  return (context) => {
    const value = context[key]
    return value !== undefined && wanted.has(value) === isIn
  }
}

function customerTest(condition: Extract<Condition, { attribute: 'customer' }>, lists: Lists): Test {
  const { operator, listId = '' } = condition
  if (operator !== 'inList' && operator !== 'notInList') {
    const holds = textTest(operator, condition.values)
    return (context) => {
      const customer = customerOf(context)
      return customer !== undefined && holds(customer)
    }
  }
  const members = lists.get(listId)
  const isIn = operator === 'inList'
  return (context) => {
    const customer = customerOf(context)
    // A list that could not be read decides nothing.
    return customer !== undefined && members !== undefined && members.has(customer) === isIn
  }
}

function customTest({ name, operator, values }: Extract<Condition, { attribute: 'custom' }>): Test {
  if (operator === 'isSet') return ({ raw }) => raw[name] !== undefined && raw[name] !== null
  if (operator === 'isNotSet') return ({ raw }) => raw[name] === undefined || raw[name] === null
  if (operator === 'moreThan' || operator === 'lessThan') {
    const limit = Number(values[0])
    return ({ raw }) => {
      const value = raw[name]
      const number =
        typeof value === 'number' || (typeof value === 'string' && value !== '') ? Number(value) : Number.NaN
      return operator === 'moreThan' ? number > limit : number < limit
    }
  }
  const holds = textTest(operator, values)
  return ({ raw }) => {
    const value = raw[name]
    if (Array.isArray(value)) return value.some((item) => holds(String(item)))
    return (
      (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') && holds(String(value))
    )
  }
}

function textTest(operator: string, values: string[]): (text: string) => boolean {
  switch (operator) {
    case 'in': {
      const wanted = new Set(values)
      return (text) => wanted.has(text)
    }
    case 'notIn': {
      const wanted = new Set(values)
      return (text) => !wanted.has(text)
    }
    case 'startsWith':
      return (text) => values.some((value) => text.startsWith(value))
    case 'endsWith':
      return (text) => values.some((value) => text.endsWith(value))
    case 'contains':
      return (text) => values.some((value) => text.includes(value))
    case 'matches': {
      const patterns = values.map((value) => new RegExp(value, 'u'))
      return (text) => patterns.some((pattern) => pattern.test(text.slice(0, patternInputMax)))
    }
    default:
      return () => false
  }
}
