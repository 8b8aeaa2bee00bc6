import { z } from 'zod'

// PostgreSQL stores neither U+0000 nor half of a surrogate pair, in text or in JSON.
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is the one looked for
const unstorable = /\u0000|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

export const isStorableText = (text: string) => !unstorable.test(text)

export const storableText = (lengthMax: number, lengthMin = 1) =>
  z
    .string()
    .min(lengthMin, 'Must not be empty.')
    .max(lengthMax, `At most ${lengthMax} characters.`)
    .refine(isStorableText, 'Contains a character that cannot be stored (U+0000 or half of a pair).')

/** Any JSON: every string in it, keys included, must be storable. */
export function isStorableJson(value: unknown): boolean {
  if (typeof value === 'string') return isStorableText(value)
  if (Array.isArray(value)) return value.every(isStorableJson)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, inner]) => isStorableText(key) && isStorableJson(inner))
}
