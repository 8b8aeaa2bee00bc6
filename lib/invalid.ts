import { z } from 'zod'
import type { FieldErrors } from './errors'
import { plainWords } from './text/plain-words'

// For every schema of the process whose own messages say nothing of the fault.
z.config({ customError: plainWords })

/** Every wrong field by its path, as forms and problem responses show it. */
export function refusedFields(error: z.ZodError): FieldErrors {
  // A field may be called like what every object has, such as toString.
  const fields = new Map<string, string[]>()
  for (const issue of error.issues)
    for (const [path, message] of pathsOf(issue)) fields.set(path, [...(fields.get(path) ?? []), message])
  return Object.fromEntries(fields)
}

function pathsOf(issue: z.core.$ZodIssue): [path: string, message: string][] {
  // Unknown fields are one issue of the object around them.
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => [[...issue.path, key].join('.'), 'Unknown field.'])
  return [[issue.path.join('.'), issue.message]]
}
