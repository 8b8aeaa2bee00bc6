import { isStorable } from '@/db/storable'
import { type FieldErrors, Refused } from './errors'
import { unstorableSentence } from './text/storable-text'

export const depthMax = 32

/** A cheap check of the raw text: most bodies need no further search. */
export const mayBeUnstorable = (text: string) => text.includes('\\u') || opens(text) >= depthMax

function opens(text: string) {
  let count = 0
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) count += 1
  for (let at = text.indexOf('['); at >= 0; at = text.indexOf('[', at + 1)) count += 1
  return count
}

/**
 * Reports, by path, values that JSON and URLs can express and PostgreSQL can't store: NUL and unpaired surrogates.
 * Throws on nesting so deep that walking it would overflow the stack.
 */
export function unstorableFields(value: unknown): FieldErrors {
  const fields = new Map<string, string[]>()
  const waiting = [{ value, path: '', depth: 0 }]
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    const { path, depth } = at
    if (typeof at.value === 'string') note(fields, path, at.value)
    if (typeof at.value !== 'object' || at.value === null) continue
    // Throws immediately, because the schemas that run later recurse without a limit.
    if (depth === depthMax)
      throw new Refused('invalid', 'Some fields aren’t valid.', {
        [path]: [`Is nested deeper than ${depthMax} levels.`],
      })
    for (const [key, inner] of Object.entries(at.value)) {
      const below = path ? `${path}.${key}` : key
      note(fields, below, key)
      waiting.push({ value: inner, path: below, depth: depth + 1 })
    }
  }
  return Object.fromEntries(fields)
}

function note(fields: Map<string, string[]>, path: string, text: string) {
  if (!isStorable(text)) fields.set(path, [unstorableSentence])
}
