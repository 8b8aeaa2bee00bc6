/** Many languages write an absent optional field as null, so null is read as absent. A payload belongs to the caller. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  const present = Object.entries(value).filter(([, inner]) => inner !== null)
  return Object.fromEntries(present.map(([key, inner]) => [key, key === 'payload' ? inner : withoutNulls(inner)]))
}
