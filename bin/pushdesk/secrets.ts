/** The process's environment, or a test's. */
export type Variables = Record<string, string | undefined>

const reference = /^\$\{([A-Z_][A-Z0-9_]*)\}$/

type Say = (path: PropertyKey[], message: string) => void

/**
 * Replaces each `${NAME}` in the value with its variable. Only a string that consists of nothing else is a reference,
 * so that prompt text may contain any characters. Calls `say` for each variable that isn’t set.
 */
export function withSecrets<Value>(value: Value, variables: Variables, say: Say): Value {
  return replaced(value, variables, say, []) as Value
}

function replaced(value: unknown, variables: Variables, say: Say, path: PropertyKey[]): unknown {
  if (typeof value === 'string') {
    const name = reference.exec(value)?.[1]
    if (!name) return value
    const found = variables[name]
    if (!found) say(path, `The variable ${name} isn’t set.`)
    return found ?? ''
  }
  if (Array.isArray(value)) return value.map((item, index) => replaced(item, variables, say, [...path, index]))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === 'prompt' || key === 'prompts' ? item : replaced(item, variables, say, [...path, key]),
    ]),
  )
}
