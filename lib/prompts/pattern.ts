/** Longer values are cut before a pattern sees them, so that no phone's context can make evaluation slow. */
export const patternInputMax = 256
const patternMax = 200
const unboundedMax = 2

/** Why a pattern is not taken, or undefined. What is left cannot backtrack beyond the square of its input. */
export function patternFault(pattern: string): string | undefined {
  if (pattern.length > patternMax) return `A pattern can have up to ${patternMax} characters.`
  try {
    new RegExp(pattern, 'u')
  } catch {
    return 'This isn’t a valid pattern.'
  }
  if (/\(\?(?:[=!]|<[=!])/.test(pattern)) return 'Lookahead and lookbehind aren’t supported.'
  if (/\\(?:[1-9]|k<)/.test(pattern)) return 'Backreferences aren’t supported.'
  return repetitionFault(pattern)
}

function repetitionFault(pattern: string): string | undefined {
  const groups: { isRepeating: boolean }[] = [{ isRepeating: false }]
  let unbounded = 0
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]
    if (character === '\\') at++
    else if (character === '[') at = endOfClass(pattern, at)
    else if (character === '(') groups.push({ isRepeating: false })
    else if (character === '|') markRepeating(groups)
    else if (character === ')') {
      const group = groups.pop()
      if (group?.isRepeating && isQuantifier(pattern, at + 1))
        return 'A repeated group can’t contain a repetition or an alternative.'
      if (group?.isRepeating) markRepeating(groups)
    } else if (isQuantifier(pattern, at)) {
      markRepeating(groups)
      if (character !== '?' && ++unbounded > unboundedMax)
        return `A pattern can contain up to ${unboundedMax} repetitions. Use several conditions instead.`
      at = endOfQuantifier(pattern, at)
    }
  }
  return undefined
}

const markRepeating = (groups: { isRepeating: boolean }[]) => {
  const group = groups.at(-1)
  if (group) group.isRepeating = true
}

const isQuantifier = (pattern: string, at: number) => /^(?:[*+?]|\{\d)/.test(pattern.slice(at, at + 2))

function endOfQuantifier(pattern: string, at: number) {
  const end = pattern[at] === '{' ? pattern.indexOf('}', at) : at
  return pattern[end + 1] === '?' ? end + 1 : end
}

function endOfClass(pattern: string, start: number) {
  for (let at = start + 1; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++
    else if (pattern[at] === ']') return at
  }
  return pattern.length
}
