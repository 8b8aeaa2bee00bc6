import type { z } from 'zod'
import type { FieldErrors } from './errors'

/** Every wrong field by its path, as forms and problem responses show it. */
export function refusedFields(error: z.ZodError): FieldErrors {
  const fields: FieldErrors = {}
  for (const issue of error.issues) {
    for (const [path, message] of pathsOf(issue)) fields[path] = [...(fields[path] ?? []), message]
  }
  return fields
}

function pathsOf(issue: z.core.$ZodIssue): [path: string, message: string][] {
  // Unknown fields are one issue of the object around them.
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => [[...issue.path, key].join('.'), 'Unknown field.'])
  return [[issue.path.join('.'), issue.message]]
}

/** zod's error map for what programs send: says in plain words that a field is missing, and what it may be. */
export const plainWords = (issue: { code?: string; input?: unknown; values?: unknown }) => {
  if (issue.code !== 'invalid_type' && issue.code !== 'invalid_value') return undefined
  if (issue.input === undefined) return 'Is required.'
  return Array.isArray(issue.values) ? `Must be one of ${issue.values.join(', ')}.` : undefined
}
