const place = Symbol.for('pushdesk')
const holder = globalThis as { [place]?: Map<string, unknown> }
holder[place] ??= new Map()
const values = holder[place]

/** A value that exists once per process. On globalThis, because Next.js bundles its own copy of every module. */
export function processWide<Value>(name: string) {
  return {
    // Only the setter below writes under this name.
    get: () => values.get(name) as Value | undefined,
    set: (value: Value | undefined) => void values.set(name, value),
  }
}
