import type { z } from 'zod'
import type { FieldErrors } from './errors'

/** Every wrong field by its path, as forms and problem responses show it. */
export function refusedFields(error: z.ZodError): FieldErrors {
  const fields: FieldErrors = {}
  for (const issue of error.issues) {
    const path = issue.path.join('.')
    fields[path] = [...(fields[path] ?? []), issue.message]
  }
  return fields
}
