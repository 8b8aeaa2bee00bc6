const place = Symbol.for('pushdesk')
const holder = globalThis as { [place]?: Map<string, unknown> }
holder[place] ??= new Map()
const values = holder[place]

/** Something that exists once in a process. On globalThis, because Next.js bundles its own copy of every module. */
export function processWide<Value>(name: string) {
  return {
    // Of this name, only the function below writes.
    get: () => values.get(name) as Value | undefined,
    set: (value: Value | undefined) => void values.set(name, value),
  }
}
