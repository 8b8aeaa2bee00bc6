import { storable } from '@/db/storable'
import { depthMax } from './unstorable-fields'

const charactersMax = 4_000

/** What a server answered, as the log shows it: JSON where that says the same, else its beginning as text. */
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

/** Numbers that JavaScript cannot hold would read differently from what was sent. */
const isExact = (text: string) => !/\d{16}|\d[eE]/.test(text.replace(/"(?:[^"\\]|\\.)*"/g, ''))

/** Without recursion: 4,000 brackets would overflow the stack of whoever walks them. */
function isShallow(value: unknown): boolean {
  let level = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > depthMax) return false
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return true
}
