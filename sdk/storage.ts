/** Where the SDK stores its state across restarts. `localStorage` and `sessionStorage` fit. */
export type KeyValueStorage = {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** Storage that ends with the process, for tests and for apps without persistent storage. */
export function memoryStorage(): KeyValueStorage {
  const values = new Map<string, string>()
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  }
}

export type Cell<T> = { read(): T; write(value: T): void }

/** Stores one JSON value. A value from another SDK version that this one can't read counts as absent. */
export function cell<T>(
  storage: KeyValueStorage,
  key: string,
  absent: T,
  isValid: (value: unknown) => boolean,
): Cell<T> {
  const name = `pushdesk.${key}`
  return {
    read() {
      const text = storage.getItem(name)
      if (text === null) return absent
      const value = parsed(text)
      // The predicate has just checked the shape.
      return isValid(value) ? (value as T) : absent
    },
    write(value) {
      if (value === undefined) storage.removeItem(name)
      else storage.setItem(name, JSON.stringify(value))
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
