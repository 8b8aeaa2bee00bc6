import { isDictionary, type PushProblem } from './push-types'

const textKeys = ['title', 'subtitle', 'body']
const stringKeys = [
  'launch-image',
  'title-loc-key',
  'subtitle-loc-key',
  'loc-key',
  'action',
  'action-loc-key',
  'summary-arg',
]
const listKeys = ['title-loc-args', 'subtitle-loc-args', 'loc-args']

/** Checks `alert`. A string is the body. In a Live Activity, texts can be localized, and the sound belongs in here. */
export function checkAlert(
  alert: unknown,
  path: string,
  { isLiveActivity }: { isLiveActivity: boolean },
): PushProblem[] {
  if (typeof alert === 'string') return isBlank(alert) ? [{ path, message: empty }] : []
  if (!isDictionary(alert)) return [{ path, message: 'Must be a string or a dictionary.' }]
  const faults = Object.entries(alert).flatMap(([key, value]) => {
    const message = faultOf(key, value, isLiveActivity)
    return message ? [{ path: `${path}.${key}`, message }] : []
  })
  return faults.length === 0 && Object.entries(alert).every(showsNothing) ? [{ path, message: empty }] : faults
}

const empty = 'The alert has no text, so the phone wouldn’t show anything.'

/** True for texts without a visible character, and for keys that show nothing by themselves. */
const showsNothing = ([key, value]: [string, unknown]) =>
  textKeys.includes(key) ? value === null || (typeof value === 'string' && isBlank(value)) : helpers.includes(key)

const helpers = [...listKeys, 'launch-image', 'action', 'action-loc-key', 'summary-arg', 'summary-arg-count', 'sound']

const isBlank = (text: string) => /^[\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u.test(text)

function faultOf(key: string, value: unknown, isLiveActivity: boolean) {
  if (textKeys.includes(key)) {
    if (typeof value === 'string' || (isLiveActivity && isLocalized(value))) return
    return isLiveActivity ? 'Must be a string, or {"loc-key", "loc-args"}.' : 'Must be a string.'
  }
  // Apple allows null for title-loc-key.
  if (stringKeys.includes(key)) return typeof value === 'string' || value === null ? undefined : 'Must be a string.'
  if (listKeys.includes(key)) return isStrings(value) ? undefined : 'Must be a list of strings.'
  if (key === 'summary-arg-count') return Number.isInteger(value) ? undefined : 'Must be a whole number.'
  if (key === 'sound' && isLiveActivity)
    return typeof value === 'string' || isDictionary(value) ? undefined : 'Must be the name of a sound.'
  return `APNs ignores “${key}” inside “alert”.`
}

const isStrings = (value: unknown) => Array.isArray(value) && value.every((part) => typeof part === 'string')

function isLocalized(value: unknown) {
  if (!isDictionary(value)) return false
  const args = value['loc-args']
  return typeof value['loc-key'] === 'string' && (args === undefined || isStrings(args))
}
