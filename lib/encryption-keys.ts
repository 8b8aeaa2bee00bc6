/** The name of a key that was given without one. */
export const unnamedKey = 'default'

export type GivenKey = { name: string; hex: string }

/** Parses ENCRYPTION_KEY, in order: 64 hexadecimal digits, or several `name:digits` separated by commas. */
export function encryptionKeysOf(text: string): GivenKey[] {
  return text.split(',').map((part) => {
    const [first = '', second] = part.trim().split(':')
    return second === undefined ? { name: unnamedKey, hex: first } : { name: first, hex: second }
  })
}

/** Returns what is wrong with the text, without any key digits, or undefined. */
export function faultOfEncryptionKeys(text: string): string | undefined {
  const keys = encryptionKeysOf(text)
  if (!text.split(',').every((part) => /^\s*(?:[a-z0-9][a-z0-9_-]{0,31}:)?[0-9a-f]{64}\s*$/i.test(part)))
    return 'must be 64 hexadecimal digits (32 bytes), or several keys such as k2:<64 digits>,k1:<64 digits>'
  if (new Set(keys.map(({ name }) => name)).size < keys.length) return 'must name each of its keys differently'
  if (new Set(keys.map(({ hex }) => hex.toLowerCase())).size < keys.length) return 'must not have the same key twice'
}
