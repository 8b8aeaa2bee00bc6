import { RE2JS } from 're2js'
import { BoundedMap } from '@/lib/flow/bounded-map'

/** Longer values are truncated before a pattern sees them. */
export const patternInputMax = 256
/** Per condition. */
export const patternsMax = 20
const patternMax = 200
/** Size limits of one pattern and of all patterns in a configuration, in steps per examined character. */
const sizeMax = 256
export const sizeOfAllMax = 2_000

export type Pattern = { test(text: string): boolean; size: number }
type Compiled = { pattern: Pattern; fault?: undefined } | { pattern?: undefined; fault: string }

const compiled = new BoundedMap<string, Compiled>(5_000)

/** Why a pattern is rejected, or undefined. */
export const patternFault = (pattern: string): string | undefined => read(pattern, false).fault

/**
 * Returns a pattern that runs on RE2, in time linear in the text. Undefined if RE2 can't run it. A stored pattern may
 * be older than the check.
 */
export const patternOf = (pattern: string, ignoresCase = false): Pattern | undefined =>
  read(pattern, ignoresCase).pattern

const read = (pattern: string, ignoresCase: boolean): Compiled =>
  compiled.remember(`${ignoresCase ? 'i' : '-'}${pattern}`, () => compile(pattern, ignoresCase))

function compile(pattern: string, ignoresCase: boolean): Compiled {
  if (pattern.length > patternMax) return { fault: `A pattern can have up to ${patternMax} characters.` }
  try {
    new RegExp(pattern, 'u')
  } catch {
    return { fault: 'This isn’t a valid pattern.' }
  }
  if (/\(\?(?:[=!]|<[=!])/.test(pattern))
    return { fault: 'Lookahead and lookbehind aren’t supported. Use a second condition instead.' }
  if (/\\(?:[1-9]|k<)/.test(pattern)) return { fault: 'Backreferences aren’t supported. Spell the text out instead.' }
  // Repetitions are compiled once per count, so their size is checked first.
  if (writtenSize(pattern) > sizeMax) return { fault: tooManySteps }
  try {
    const engine = RE2JS.compile(RE2JS.translateRegExp(pattern), ignoresCase ? RE2JS.CASE_INSENSITIVE : 0)
    const size = engine.programSize()
    return size > 2 * sizeMax ? { fault: tooManySteps } : { pattern: { test: (text) => engine.test(text), size } }
  } catch {
    return { fault: 'Pushdesk can’t run this pattern. Use only what RE2 supports.' }
  }
}

const tooManySteps = 'The repetitions of this pattern are too long. Use * or +, or a smaller number.'

/** How many characters and classes the pattern has when its counted repetitions are written out. */
function writtenSize(pattern: string): number {
  const groups = [{ size: 0, last: 0 }]
  const add = (size: number) => {
    const group = groups.at(-1)
    if (group) Object.assign(group, { size: group.size + size, last: size })
  }
  for (let at = 0; at < pattern.length; at++) {
    const count = /^\{(\d+)(?:,(\d*))?\}/.exec(pattern.slice(at, at + 24))
    if (count) {
      add((groups.at(-1)?.last ?? 0) * (Math.max(1, Number(count[1]), Number(count[2] ?? 0)) - 1))
      at += count[0].length - 1
    } else if (pattern[at] === '(') groups.push({ size: 0, last: 0 })
    else if (pattern[at] === ')') add(groups.length > 1 ? (groups.pop()?.size ?? 0) : 0)
    else {
      at = endOfAtom(pattern, at)
      add(1)
    }
  }
  return groups.reduce((sum, { size }) => sum + size, 0)
}

function endOfAtom(pattern: string, start: number) {
  if (pattern[start] === '\\') {
    if (/^[pPu]\{/.test(pattern.slice(start + 1, start + 3))) return Math.max(start, pattern.indexOf('}', start))
    return start + 1
  }
  if (pattern[start] !== '[') return start
  for (let at = start + 1; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++
    else if (pattern[at] === ']') return at
  }
  return pattern.length
}
