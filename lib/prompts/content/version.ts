/** Numbers beyond a double's precision stay exact. */
type Part = number | bigint
export type Version = Readonly<{
  /** Without trailing zeros: 3.2 and 3.2.0 are the same version. */
  parts: readonly Part[]
  /** A pre-release sorts before its release. */
  pre: readonly (Part | string)[]
}>

export const versionLengthMax = 64
const stage = 'alpha|beta|rc|pre|preview|dev|snapshot|nightly|canary'
/** `v3.2`, `iOS 17.4`, `Version 17.4 (Build 21E219)`, `3.2.0-rc.1+5`, `3.2.0 beta 2`: the rest is ignored. */
const versionText = new RegExp(
  `^(?:[a-z]+[:./ -]{0,2}){0,2}(\\d+(?:\\.\\d+)*)(?:-([0-9a-z.-]+)|_?([a-z][0-9a-z.-]*)|[ .]((?:${stage})(?:[ .-]?\\d+)?))?(?:[+_]\\S*)?(?:[\\s(].*)?$`,
  'i',
)
const writtenText = /^v?\d+(\.\d+)*(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/

/** What a person may write in a rule: `3`, `3.2`, `3.2.0.1000`, `2026.01.15`, `3.2.0-beta.1`. */
export const isVersion = (text: string) => text.length <= versionLengthMax && writtenText.test(text)

/** Parses a version as apps write it. Null if the text isn't one. */
export function parseVersion(text: string): Version | null {
  const found = text.length <= versionLengthMax ? versionText.exec(text.trim()) : null
  if (!found?.[1]) return null
  const pre = found[2] ?? found[3] ?? found[4]?.replaceAll(' ', '.')
  return versionOf(found[1].split('.'), pre)
}

export function versionOf(numbers: readonly string[], pre?: string): Version {
  const parts = numbers.map(partOf)
  while (parts.length && Number(parts.at(-1)) === 0) parts.pop()
  return { parts, pre: pre?.split('.').map((one) => (/^\d+$/.test(one) ? partOf(one) : one)) ?? [] }
}

/** Negative, zero, or positive. Compares numbers, then pre-releases as in Semantic Versioning 2.0.0, item 11. */
export function compareVersions(one: Version, other: Version): number {
  const length = Math.max(one.parts.length, other.parts.length)
  for (let at = 0; at < length; at++) {
    const [mine, theirs] = [one.parts[at] ?? 0, other.parts[at] ?? 0]
    if (mine !== theirs) return mine < theirs ? -1 : 1
  }
  if (one.pre.length === 0 || other.pre.length === 0) return other.pre.length - one.pre.length
  return comparePreReleases(one.pre, other.pre)
}

/** Sorts versions newest first. Text that isn't a version comes last. */
export function newestFirst(texts: Iterable<string>): string[] {
  const all = [...texts].map((text) => ({ text, version: parseVersion(text) }))
  return all
    .sort(({ version: one }, { version: other }) =>
      one && other ? compareVersions(other, one) : Number(one === null) - Number(other === null),
    )
    .map(({ text }) => text)
}

function comparePreReleases(one: Version['pre'], other: Version['pre']): number {
  for (const [at, mine] of one.entries()) {
    const theirs = other[at]
    if (theirs === undefined) return 1
    if (mine === theirs) continue
    if (typeof mine === 'string' && typeof theirs === 'string') return mine < theirs ? -1 : 1
    if (typeof mine === 'string') return 1
    return typeof theirs === 'string' || mine < theirs ? -1 : 1
  }
  return one.length - other.length
}

const partOf = (digits: string): Part => (digits.length > 15 ? BigInt(digits) : Number(digits))
