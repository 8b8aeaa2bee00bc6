import { storable } from '@/db/storable'
import { depthMax } from './unstorable-fields'

const charactersMax = 4_000

/** A server's response body for the log: parsed JSON if that loses nothing, otherwise the beginning of the text. */
export function answerBody(text: string): unknown {
  if (text === '') return undefined
  if (text.length > charactersMax || !isExact(text)) return storable(text, charactersMax)
  try {
    const value: unknown = JSON.parse(text)
    return isShallow(value) ? value : storable(text)
  } catch {
    return storable(text)
  }
}

/** False for texts with numbers that JavaScript can't represent: parsing would show other numbers than were sent. */
const isExact = (text: string) => !/\d{16}|\d[eE]/.test(text.replace(/"(?:[^"\\]|\\.)*"/g, ''))

/** Iterative, because recursion into 4,000 nested brackets would overflow the stack. */
function isShallow(value: unknown): boolean {
  let level = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > depthMax) return false
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return true
}
