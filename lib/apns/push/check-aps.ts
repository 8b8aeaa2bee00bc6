import { checkAlert } from './check-alert'
import { checkLiveActivity } from './check-live-activity'
import { isDictionary, type PushProblem, visibleKeys } from './push-types'

type Dictionary = Record<string, unknown>

/** Checks `aps`, and what the push type requires of the payload (generating-a-remote-notification). */
export function checkAps(payload: Dictionary, pushType: string): PushProblem[] {
  if (pushType === 'mdm') return checkMdm(payload)
  const { aps } = payload
  if (aps === undefined) return checkWithoutAps(payload, pushType)
  if (!isDictionary(aps)) return [{ path: 'payload.aps', message: '“aps” must be a dictionary.' }]
  return [...checkKeys(aps, pushType), ...checkForType(aps, pushType)]
}

function checkMdm(payload: Dictionary): PushProblem[] {
  if (typeof payload.mdm === 'string' && payload.mdm !== '') return []
  return [{ path: 'payload.mdm', message: 'An MDM push is {"mdm": "<push magic>"}, a string.' }]
}

const needAps = ['alert', 'background', 'liveactivity', 'widgets', 'controls']

function checkWithoutAps(payload: Dictionary, pushType: string): PushProblem[] {
  if (!needAps.includes(pushType)) return []
  const misplaced = Object.keys(payload).find((key) => Object.hasOwn(keyFaults, key))
  const message = misplaced
    ? `APNs reads “${misplaced}” only inside “aps”.`
    : `A push of type ${pushType} needs an “aps” dictionary.`
  return [{ path: 'payload.aps', message }]
}

function checkKeys(aps: Dictionary, pushType: string): PushProblem[] {
  return Object.entries(aps).flatMap(([key, value]) => {
    if (key === 'alert') return checkAlert(value, 'payload.aps.alert', { isLiveActivity: pushType === 'liveactivity' })
    const path = `payload.aps.${key}`
    if (!Object.hasOwn(keyFaults, key))
      return [{ path, message: `APNs ignores “${key}” inside “aps”. Put your own keys beside “aps”, not inside it.` }]
    if (key === 'relevance-score' && pushType === 'liveactivity')
      return isNumber(value) ? [] : [{ path, message: 'Must be a number.' }]
    const message = keyFaults[key]?.(value)
    return message ? [{ path, message }] : []
  })
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
const text = (value: unknown) => (typeof value === 'string' ? undefined : 'Must be a string.')
const flag = (value: unknown) =>
  value === 1 || value === 0 ? undefined : 'Must be the number 1. Anything else is ignored.'
const seconds = (value: unknown) => {
  if (!isNumber(value) || value < 0) return 'Must be in seconds since 1970.'
  if (value > 99_999_999_999) return 'Must be in seconds since 1970; this looks like milliseconds.'
}
const dictionary = (value: unknown) => (isDictionary(value) ? undefined : 'Must be a dictionary.')
const levels = ['passive', 'active', 'time-sensitive', 'critical']

/** For each key of `aps`: returns what is wrong with a value, if anything. */
const keyFaults: Record<string, (value: unknown) => string | undefined> = {
  alert: () => undefined,
  badge: (value) =>
    Number.isInteger(value) && Number(value) >= 0 ? undefined : 'Must be a whole number; 0 removes the badge.',
  sound: soundFault,
  'thread-id': text,
  category: text,
  'content-available': flag,
  'mutable-content': flag,
  'target-content-id': text,
  'interruption-level': (value) =>
    levels.includes(String(value)) && typeof value === 'string' ? undefined : `Must be one of ${levels.join(', ')}.`,
  'relevance-score': (value) =>
    isNumber(value) && value >= 0 && value <= 1 ? undefined : 'Must be a number between 0 and 1.',
  'filter-criteria': text,
  'content-changed': (value) => (value === true ? undefined : 'Must be true.'),
  timestamp: seconds,
  event: (value) =>
    typeof value === 'string' && ['start', 'update', 'end'].includes(value)
      ? undefined
      : 'Must be “start”, “update”, or “end”.',
  'content-state': dictionary,
  'stale-date': seconds,
  'dismissal-date': seconds,
  'attributes-type': text,
  attributes: dictionary,
  'input-push-token': flag,
  'input-push-channel': text,
  'url-args': (value) =>
    Array.isArray(value) && value.every((part) => typeof part === 'string') ? undefined : 'Must be a list of strings.',
}

function soundFault(value: unknown) {
  if (typeof value === 'string') return
  if (!isDictionary(value)) return 'Must be the name of a sound, or a dictionary with critical, name, and volume.'
  const { critical, name, volume, ...others } = value
  if (critical !== undefined && critical !== 1 && critical !== 0) return '“critical” must be the number 1.'
  if (typeof name !== 'string') return '“name” must be the name of a sound.'
  if (volume !== undefined && !(isNumber(volume) && volume >= 0 && volume <= 1))
    return '“volume” must be a number between 0 and 1.'
  const [unknown] = Object.keys(others)
  if (unknown !== undefined) return `A sound has critical, name, and volume. APNs ignores “${unknown}”.`
}

/** Only the problems that make APNs or the phone drop the entire push. */
export function formProblems(payload: Dictionary, pushType: string): PushProblem[] {
  if (pushType === 'mdm') return checkMdm(payload)
  return isDictionary(payload.aps) ? checkForType(payload.aps, pushType) : checkWithoutAps(payload, pushType)
}

function checkForType(aps: Dictionary, pushType: string): PushProblem[] {
  if (pushType === 'alert') return checkVisible(aps)
  if (pushType === 'background') return checkBackground(aps)
  if (pushType === 'liveactivity') return checkLiveActivity(aps)
  if ((pushType === 'widgets' || pushType === 'controls') && aps['content-changed'] === undefined)
    return [{ path: 'payload.aps.content-changed', message: `A ${pushType} push needs "content-changed": true.` }]
  return []
}

function checkVisible(aps: Dictionary): PushProblem[] {
  if (visibleKeys.some((key) => key in aps && aps[key] !== '' && aps[key] !== null)) return []
  return [
    {
      path: 'payload.aps',
      message: 'An alert push needs an alert, a badge, or a sound. Otherwise, the phone shows nothing.',
    },
  ]
}

function checkBackground(aps: Dictionary): PushProblem[] {
  const visible = visibleKeys
    .filter((key) => key in aps)
    .map((key) => ({
      path: `payload.aps.${key}`,
      message: `A background push can’t have “${key}”. APNs would drop it.`,
    }))
  if (aps['content-available'] === 1) return visible
  return [
    ...visible,
    { path: 'payload.aps.content-available', message: 'A background push needs "content-available": 1.' },
  ]
}
