// PostgreSQL stores neither U+0000 nor an unpaired surrogate, in text or in JSON. Under the u flag a valid pair is one
// code point, so only unpaired ones match.
const unstorable = /[\0\p{Surrogate}]/gu
const replacement = '\ufffd'

export const isStorable = (text: string) => text.search(unstorable) < 0

/** Text from outside in a form the database accepts: at most `lengthMax` long, never cut within a character. */
export function storable(text: string, lengthMax = Number.POSITIVE_INFINITY): string {
  return cut(text, lengthMax).replace(unstorable, replacement)
}

/** The first `lengthMax` UTF-16 units, or one fewer if the cut would split a character. */
export function cut(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text
  const isWhole = (text.codePointAt(lengthMax - 1) ?? 0) <= 0xffff
  return text.slice(0, isWhole ? lengthMax : lengthMax - 1)
}

/** `JSON.stringify` escapes everything that can't be stored; other escapes are matched only to skip them. */
const escapes = /\\(?:u0000|ud[89a-f][0-9a-f]{2}|.)/g

/** Any value as JSON that the database accepts. All JSON parameters and columns go through it. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value)
  return text?.includes('\\u') ? text.replace(escapes, (found) => (found.length > 2 ? '\\ufffd' : found)) : text
}

export const isStorableJson = (value: unknown) => storableJson(value) === JSON.stringify(value)
