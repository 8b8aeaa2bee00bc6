// PostgreSQL stores neither U+0000 nor half of a surrogate pair, in text or in JSON. A whole pair is one code point under
// the u flag, so only halves match.
const unstorable = /[\0\p{Surrogate}]/gu
const replacement = '\ufffd'

export const isStorable = (text: string) => text.search(unstorable) < 0

/** Text from outside as the database takes it: at most so long, never cut within a character. */
export function storable(text: string, lengthMax = Number.POSITIVE_INFINITY): string {
  return cut(text, lengthMax).replace(unstorable, replacement)
}

/** The first so many UTF-16 units, one fewer where the last would be half of a character. */
export function cut(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text
  const isWhole = (text.codePointAt(lengthMax - 1) ?? 0) <= 0xffff
  return text.slice(0, isWhole ? lengthMax : lengthMax - 1)
}

/** `JSON.stringify` escapes both of what cannot be stored; any other escape is matched so that it is stepped over. */
const escapes = /\\(?:u0000|ud[89a-f][0-9a-f]{2}|.)/g

/** Any value as JSON that the database takes. Every JSON parameter and column is made here. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value)
  return text?.includes('\\u') ? text.replace(escapes, (found) => (found.length > 2 ? '\\ufffd' : found)) : text
}

export const isStorableJson = (value: unknown) => storableJson(value) === JSON.stringify(value)
