/** Numbers beyond a double's precision are kept whole. */
type Part = number | bigint
export type Version = Readonly<{
  /** Without zeros at the end: 3.2 and 3.2.0 are one version. */
  parts: readonly Part[]
  /** A pre-release precedes its release. */
  pre: readonly (Part | string)[]
}>

export const versionLengthMax = 64
const stage = 'alpha|beta|rc|pre|preview|dev|snapshot|nightly|canary'
/** `v3.2`, `iOS 17.4`, `Version 17.4 (Build 21E219)`, `3.2.0-rc.1+5`, `3.2.0 beta 2`: what follows is left unread. */
const versionText = new RegExp(
  `^(?:[a-z]+[:./ -]{0,2}){0,2}(\\d+(?:\\.\\d+)*)(?:-([0-9a-z.-]+)|_?([a-z][0-9a-z.-]*)|[ .]((?:${stage})(?:[ .-]?\\d+)?))?(?:[+_]\\S*)?(?:[\\s(].*)?$`,
  'i',
)
const writtenText = /^v?\d+(\.\d+)*(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/

/** What a person may write in a rule: `3`, `3.2`, `3.2.0.1000`, `2026.01.15`, `3.2.0-beta.1`. */
export const isVersion = (text: string) => text.length <= versionLengthMax && writtenText.test(text)

/** As apps write their versions; null for a text that is none. */
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

/** Negative, zero, or positive. The numbers one by one; pre-releases as Semantic Versioning 2.0.0, item 11, orders them. */
export function compareVersions(one: Version, other: Version): number {
  const length = Math.max(one.parts.length, other.parts.length)
  for (let at = 0; at < length; at++) {
    const [mine, theirs] = [one.parts[at] ?? 0, other.parts[at] ?? 0]
    if (mine !== theirs) return mine < theirs ? -1 : 1
  }
  if (one.pre.length === 0 || other.pre.length === 0) return other.pre.length - one.pre.length
  return comparePreReleases(one.pre, other.pre)
}

/** What is no version comes last. */
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
