import type { Route } from 'next'

/** Separate from the schemas, so that a form in the browser doesn't bundle them. */
export function auditHref(parts: Record<string, string | undefined>): Route {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parts)) if (value) query.set(name, value)
  const text = query.toString()
  return (text ? `/audit?${text}` : '/audit') as Route
}
