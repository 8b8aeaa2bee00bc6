import { z } from 'zod'
import type { FieldErrors } from './errors'
import { plainWords } from './text/plain-words'

// For all schemas in the process: replaces zod's default messages with plain ones.
z.config({ customError: plainWords })

/** The messages of a validation error by field path, for forms and problem responses. */
export function refusedFields(error: z.ZodError): FieldErrors {
  // A Map, because a field can be named like an inherited property, such as toString.
  const fields = new Map<string, string[]>()
  for (const issue of error.issues)
    for (const [path, message] of pathsOf(issue)) fields.set(path, [...(fields.get(path) ?? []), message])
  return Object.fromEntries(fields)
}

function pathsOf(issue: z.core.$ZodIssue): [path: string, message: string][] {
  // zod reports all unknown fields of an object as one issue.
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => [[...issue.path, key].join('.'), 'Unknown field.'])
  return [[issue.path.join('.'), issue.message]]
}
