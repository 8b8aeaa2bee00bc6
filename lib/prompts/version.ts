import semver from 'semver'

const versionText = /^v?\d+(\.\d+){0,2}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/

/** What a person may write in a rule: `3`, `3.2`, `3.2.0`, `3.2.0-beta.1`. */
export const isVersion = (text: string) => versionText.test(text) && parseVersion(text) !== null
export const isVersionRange = (text: string) => text.trim() !== '' && semver.validRange(text) !== null

/** Apps say `17.4` or `3.2.0 (1204)`: read as the semver library coerces it, a pre-release kept. */
export function parseVersion(text: string): semver.SemVer | null {
  if (text.length > 64) return null
  return semver.parse(text) ?? semver.coerce(text, { includePrerelease: true })
}

export const parseRange = (text: string) => new semver.Range(text, { includePrerelease: true })
export type { SemVer } from 'semver'
