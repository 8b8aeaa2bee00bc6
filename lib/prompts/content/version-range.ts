import { compareVersions, type Version, versionOf } from './version'

export type VersionTest = (version: Version) => boolean
type Bound = { sign: '>=' | '>' | '<' | '<='; version: Version }
/** `1`, `1.x`, `1.2.*` are partial: fewer numbers than the three of a whole version, or an x that ends them. */
type Written = { numbers: string[]; pre: string | undefined; isPartial: boolean }

const versionWritten = /^[v=\s]*(x|X|\*|\d+)((?:\.(?:x|X|\*|\d+))*)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/
const comparator = /^(>=|<=|>|<|=|\^|~>?)?\s*(.*)$/
/** Sorts before every other pre-release. */
const first = '0'

/** `>=3.2 <4`, `^3.2`, `~3.2.1`, `3.x`, `3.2 - 3.4`, or several joined by `||`. Null if the text isn't a range. */
export function parseRange(text: string): VersionTest | null {
  if (text.length > 200 || text.trim() === '') return null
  const choices = text.split('||').map(boundsIn)
  if (!choices.every((bounds) => bounds !== null)) return null
  return (version) => choices.some((bounds) => bounds.every((bound) => isWithin(version, bound)))
}

function boundsIn(text: string): Bound[] | null {
  const ends = /^\s*(\S+)\s+-\s+(\S+)\s*$/.exec(text)
  if (ends) return between(ends[1] ?? '', ends[2] ?? '')
  const comparators = text
    .replace(/([<>=~^])\s+/g, '$1')
    .split(/\s+/)
    .filter(Boolean)
  const bounds = comparators.map(boundsOf)
  return bounds.every((some) => some !== null) ? bounds.flat() : null
}

function between(low: string, high: string): Bound[] | null {
  const [from, to] = [writtenIn(low), writtenIn(high)]
  if (!from || !to) return null
  const last: Bound =
    to.pre !== undefined ? { sign: '<=', version: versionOf(to.numbers, to.pre) } : below(after(to, to.numbers.length))
  const begin: Bound = { sign: '>=', version: versionOf(from.numbers, from.pre ?? first) }
  return [begin, ...(to.numbers.length ? [last] : [])]
}

function boundsOf(text: string): Bound[] | null {
  const [, sign = '', rest = ''] = comparator.exec(text) ?? []
  const written = writtenIn(rest)
  if (!written) return null
  const { numbers, pre, isPartial } = written
  if (numbers.length === 0) return sign === '>' || sign === '<' ? [below(['0'])] : []
  switch (sign) {
    case '^':
      return [atLeast(written), below(after(written, 1 + firstThatCounts(written)))]
    case '~':
    case '~>':
      return [atLeast(written), below(after(written, Math.min(2, numbers.length)))]
    case '>':
      return [isPartial ? { ...below(after(written)), sign: '>=' } : { sign, version: versionOf(numbers, pre) }]
    case '<=':
      return [isPartial ? below(after(written)) : { sign, version: versionOf(numbers, pre) }]
    case '<':
      return [{ sign, version: versionOf(numbers, isPartial ? first : pre) }]
    case '>=':
      return [atLeast(written)]
    default:
      if (isPartial) return [atLeast(written), below(after(written))]
      return (['>=', '<='] as const).map((end) => ({ sign: end, version: versionOf(numbers, pre) }))
  }
}

function writtenIn(text: string): Written | null {
  const found = versionWritten.exec(text)
  if (!found) return null
  const all = `${found[1]}${found[2]}`.split('.')
  const open = all.findIndex((one) => !/^\d+$/.test(one))
  const numbers = open === -1 ? all : all.slice(0, open)
  const isPartial = open !== -1 || (all.length < 3 && found[3] === undefined)
  return { numbers, pre: isPartial ? undefined : found[3], isPartial }
}

/** The next version that differs in its last kept number: 3.3 after 3.2.x. */
function after({ numbers }: Written, length = numbers.length): string[] {
  const kept = numbers.slice(0, length)
  return kept.map((one, at) => (at === kept.length - 1 ? String(BigInt(one) + 1n) : one))
}

/** A caret keeps the first nonzero number. */
function firstThatCounts({ numbers }: Written): number {
  const at = numbers.findIndex((one) => BigInt(one) !== 0n)
  return at === -1 ? numbers.length - 1 : at
}

const atLeast = ({ numbers, pre, isPartial }: Written): Bound => ({
  sign: '>=',
  version: versionOf(numbers, isPartial ? first : pre),
})
const below = (numbers: string[]): Bound => ({ sign: '<', version: versionOf(numbers, first) })

function isWithin(version: Version, bound: Bound): boolean {
  const order = compareVersions(version, bound.version)
  switch (bound.sign) {
    case '>=':
      return order >= 0
    case '>':
      return order > 0
    case '<=':
      return order <= 0
    case '<':
      return order < 0
  }
}

export const isVersionRange = (text: string) => parseRange(text) !== null
