import type { textOperators } from '@/lib/prompts/content/attributes'
import { patternInputMax, patternOf, patternsMax } from '@/lib/prompts/content/pattern'
import { caselessText, normalText } from './comparable-text'

/** Limits for a list that a client sends, and for a text. Values in rules are far shorter. */
const itemsMax = 100
const textMax = 4_096

export type TextTest = (text: string) => boolean
type TextOperator = (typeof textOperators)[number]

/** Whether one text satisfies the operator. `notIn` is tested as its opposite, `in`. */
export function textTest(operator: TextOperator, values: readonly string[], ignoresCase = false): TextTest {
  const comparable = ignoresCase ? caselessText : normalText
  const wanted = values.map(comparable)
  switch (operator) {
    case 'in':
    case 'notIn': {
      const known = new Set(wanted)
      return (text) => known.has(comparable(text))
    }
    case 'startsWith':
      return some(wanted, comparable, (text, value) => text.startsWith(value))
    case 'endsWith':
      return some(wanted, comparable, (text, value) => text.endsWith(value))
    case 'contains':
      return some(wanted, comparable, (text, value) => text.includes(value))
    case 'matches': {
      const patterns = values.slice(0, patternsMax).flatMap((value) => patternOf(value, ignoresCase) ?? [])
      return (text) => {
        const start = text.slice(0, patternInputMax)
        return patterns.some((pattern) => pattern.test(start))
      }
    }
  }
}

function some(
  wanted: readonly string[],
  comparable: (text: string) => string,
  holds: (text: string, value: string) => boolean,
): TextTest {
  return (text) => {
    const mine = comparable(text)
    for (const value of wanted) if (holds(mine, value)) return true
    return false
  }
}

/**
 * Whether a text, number, or boolean satisfies the test, or any item of a list does. The negative matches if none does.
 * It doesn't match a value that can't be compared: an object, a list containing one, or a value that is too long.
 */
export function valueTest(test: TextTest, isNegative: boolean): (value: unknown) => boolean {
  return (value) => {
    if (!Array.isArray(value)) {
      const text = textOf(value)
      return text !== undefined && test(text) !== isNegative
    }
    let isComparable = value.length <= itemsMax
    for (const item of value.slice(0, itemsMax)) {
      const text = textOf(item)
      if (text !== undefined && test(text)) return !isNegative
      if (text === undefined && item !== null) isComparable = false
    }
    return isNegative && isComparable
  }
}

/** Compares numbers, and text that contains one. In a list, any item may match. */
export function numberTest(operator: 'moreThan' | 'lessThan', limit: number): (value: unknown) => boolean {
  const holds = (value: unknown) => {
    const number = numberIn(value)
    return operator === 'moreThan' ? number > limit : number < limit
  }
  return (value) => (Array.isArray(value) ? value.slice(0, itemsMax).some(holds) : holds(value))
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.length <= textMax ? value : undefined
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

const decimal = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?\s*$/i

/** NaN, which is neither more nor less, if the value isn't a number. */
function numberIn(value: unknown): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && decimal.test(value) ? Number(value) : Number.NaN
}
