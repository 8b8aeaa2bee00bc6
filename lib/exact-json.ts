import { LosslessNumber, parse } from 'lossless-json'
import type { FieldErrors } from './errors'

export type ExactJson = { value: unknown; faults: FieldErrors }

/**
 * Parses JSON and reports, by path, each number that JavaScript would change: integers beyond 2^53 that aren't exact,
 * decimals of more than 17 digits, and numbers that overflow or underflow. Throws SyntaxError for invalid JSON.
 */
export function parseExactJson(text: string): ExactJson {
  const value: unknown = JSON.parse(text)
  return { value, faults: mayBeInexact.test(text) ? inexactNumbers(text) : {} }
}

// Most texts have no such number. Only texts that match are parsed a second time.
const mayBeInexact = /(?:^|[:[,\s])-?(?:\d{16}|[\d.]*\d[eE][+-]?\d{3}|\d+\.\d{15})/

function inexactNumbers(text: string): FieldErrors {
  const parsed = parse(text, null, {
    parseNumber: (numeral) => (isExact(numeral) ? Number(numeral) : new LosslessNumber(numeral)),
    onDuplicateKey: ({ newValue }) => newValue,
  })
  const fields = new Map<string, string[]>()
  const waiting = [{ value: parsed, path: '' }]
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    if (at.value instanceof LosslessNumber) {
      fields.set(at.path, [`The number ${shortened(at.value.value)} can't be kept exactly. Send it as a string.`])
      continue
    }
    if (typeof at.value !== 'object' || at.value === null) continue
    for (const [key, value] of Object.entries(at.value))
      waiting.push({ value, path: at.path ? `${at.path}.${key}` : key })
  }
  return Object.fromEntries(fields)
}

// Programs print a double with up to 17 digits, which parse back to the same double.
const digitsOfADouble = 17

function isExact(numeral: string): boolean {
  const number = Number(numeral)
  const digits = significantDigits(numeral)
  if (!Number.isFinite(number) || (number === 0 && digits > 0)) return false
  if (Math.abs(number) <= Number.MAX_SAFE_INTEGER || /e/i.test(numeral)) return digits <= digitsOfADouble
  const [whole = '', fraction = ''] = numeral.split('.')
  return /^0*$/.test(fraction) && BigInt(whole) === BigInt(number)
}

function significantDigits(numeral: string): number {
  const digits = numeral.replace(/e.*$/i, '').replace(/\D/g, '')
  const first = digits.search(/[1-9]/)
  let end = digits.length
  while (digits[end - 1] === '0') end--
  return first === -1 ? 0 : end - first
}

const shortened = (numeral: string) => (numeral.length > 40 ? `${numeral.slice(0, 40)}…` : numeral)
