export type Changed = { path: string; before: string | undefined; after: string | undefined }

/** The fields that differ between two values, in order of appearance. */
export function difference(before: unknown, after: unknown): Changed[] {
  const was = leavesOf(before)
  const is = leavesOf(after)
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((path) => ({ path, before: was.get(path), after: is.get(path) }))
    .filter((one) => one.before !== one.after)
}

function leavesOf(value: unknown, path = '', found = new Map<string, string>()) {
  if (value === undefined || value === null) {
    if (path && value === null) found.set(path, 'none')
    return found
  }
  const isPlainList = Array.isArray(value) && value.every((one) => typeof one !== 'object')
  if (typeof value !== 'object' || isPlainList) {
    found.set(path || 'value', isPlainList ? value.join(', ') : String(value))
    return found
  }
  for (const [name, inside] of Object.entries(value)) leavesOf(inside, path ? `${path}.${name}` : name, found)
  return found
}
