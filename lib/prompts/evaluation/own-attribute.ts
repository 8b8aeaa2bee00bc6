type Context = Readonly<Record<string, unknown>>
export type AttributeReader = (context: Context) => unknown

/**
 * Reads an attribute that the app defines; undefined if absent or null. A key equal to the whole name comes first.
 * Otherwise each dot leads into a nested object: `user.plan` is `{"user.plan": …}` or `{"user": {"plan": …}}`.
 */
export function attributeReader(name: string): AttributeReader {
  const path = name.split('.')
  if (path.length === 1) return (context) => own(context, name)
  return (context) => {
    const whole = own(context, name)
    if (whole !== undefined) return whole
    let value: unknown = context
    for (const key of path) value = own(value, key)
    return value
  }
}

/** Ignores inherited properties: every object has a `constructor`. */
function own(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return (value as Context)[key] ?? undefined
}
