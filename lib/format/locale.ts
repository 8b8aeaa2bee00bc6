// Not `dialect`: "German (Switzerland)" says more to most people than "Swiss High German".
const languages = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard', fallback: 'none' })

/** `de-CH` and iOS's `de_CH@rg=atzzzz` as "German (Switzerland)". Apps may report any text; other text stays as is. */
export function localeWords(locale: string): string {
  const tag = (locale.split(/[@.]/)[0] ?? '').replaceAll('_', '-').replace(/-POSIX$/i, '')
  try {
    return languages.of(tag) ?? locale
  } catch {
    return locale
  }
}

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

/** `DE` as "Germany (DE)". An unknown code stays as is. */
export function countryWords(code: string): string {
  try {
    const name = regions.of(code)
    return name ? `${name} (${code})` : code
  } catch {
    return code
  }
}

/** `Europe/Zurich` as "Zurich (Central European Time)". */
export function timeZoneWords(timeZone: string): string {
  const name = nameOf(timeZone)
  // A zone without a name is given as an offset from UTC, which `UTC` and `Etc/GMT+5` already say.
  if (!name || name.startsWith('GMT')) return timeZone
  const [area, ...more] = timeZone.split('/')
  const city = area === 'Etc' ? undefined : more.at(-1)?.replaceAll('_', ' ')
  return city ? `${city} (${name})` : name
}

function nameOf(timeZone: string): string | undefined {
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longGeneric' }).formatToParts()
    return parts.find(({ type }) => type === 'timeZoneName')?.value
  } catch {
    return undefined
  }
}
