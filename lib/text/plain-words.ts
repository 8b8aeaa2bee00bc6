import type { z } from 'zod'
import { plural } from '@/lib/format/number'

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  date: 'a date',
}

const formats: Record<string, string> = {
  email: 'an email address',
  url: 'a URL',
  uuid: 'a UUID',
  datetime: 'a date and time such as 2026-11-27T14:05:00Z',
  date: 'a date such as 2026-11-27',
  time: 'a time such as 14:05',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  base64: 'Base64',
  base64url: 'Base64url',
  jwt: 'a JSON Web Token',
}

/** zod's error map for all input from people and programs. Says what is wrong and what the field accepts. */
export function plainWords(issue: z.core.$ZodRawIssue): string | undefined {
  if ('input' in issue && issue.input === undefined) return 'Is required.'
  switch (issue.code) {
    case 'invalid_type':
      return `Must be ${kinds[issue.expected] ?? issue.expected}.`
    case 'invalid_value':
      return issue.values.length === 1
        ? `Must be ${String(issue.values[0])}.`
        : `Must be one of ${issue.values.map(String).join(', ')}.`
    case 'too_big':
      return tooBig(issue)
    case 'too_small':
      return tooSmall(issue)
    case 'invalid_format':
      return issue.format in formats ? `Must be ${formats[issue.format]}.` : formatFault(issue)
    case 'not_multiple_of':
      return `Must be a multiple of ${issue.divisor}.`
    case 'unrecognized_keys':
      return 'Unknown field.'
    case 'invalid_key':
    case 'invalid_element':
      return 'Contains an invalid entry.'
    case 'invalid_union':
      return 'Has none of the accepted forms.'
    default:
      return undefined
  }
}

function tooBig(issue: Extract<z.core.$ZodRawIssue, { code: 'too_big' }>) {
  if (isSized(issue.origin)) return `At most ${sized(Number(issue.maximum), issue.origin)}.`
  if (issue.origin === 'date') return `Must be before ${new Date(Number(issue.maximum)).toISOString()}.`
  return issue.inclusive === false ? `Must be less than ${issue.maximum}.` : `Must be at most ${issue.maximum}.`
}

function tooSmall(issue: Extract<z.core.$ZodRawIssue, { code: 'too_small' }>) {
  const minimum = Number(issue.minimum)
  if (isSized(issue.origin)) return minimum === 1 ? 'Must not be empty.' : `At least ${sized(minimum, issue.origin)}.`
  if (issue.origin === 'date') return `Must be after ${new Date(minimum).toISOString()}.`
  return issue.inclusive === false ? `Must be more than ${minimum}.` : `Must be at least ${minimum}.`
}

function formatFault(issue: Extract<z.core.$ZodRawIssue, { code: 'invalid_format' }>) {
  if (issue.format === 'starts_with') return `Must start with “${issue.prefix}”.`
  if (issue.format === 'ends_with') return `Must end with “${issue.suffix}”.`
  if (issue.format === 'includes') return `Must contain “${issue.includes}”.`
  return 'Isn’t in the expected form.'
}

const isSized = (origin: string) => ['string', 'array', 'set', 'map'].includes(origin)

function sized(size: number, origin: string) {
  return origin === 'string' ? plural(size, 'character') : plural(size, 'entry', 'entries')
}
