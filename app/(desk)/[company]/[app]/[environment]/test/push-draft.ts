import { isDictionary, type PushProblem } from '@/lib/apns/push/push-types'
import { parseExactJson } from '@/lib/exact-json'

/** The JSON editor's text is the source of truth. The form reads it and writes to it. */

export type ParsedPayload = { payload: unknown; problems: PushProblem[] }

export function parsedPayload(json: string): ParsedPayload {
  try {
    const { value, faults } = parseExactJson(json)
    return {
      payload: value,
      problems: Object.entries(faults).map(([path, [message = '']]) => inPayload(path, message)),
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : 'This isn’t JSON.'
    return { payload: undefined, problems: [{ path: 'payload', message }] }
  }
}

const inPayload = (path: string, message: string) => ({ path: path ? `payload.${path}` : 'payload', message })

const alertFields = ['title', 'subtitle', 'body'] as const
const apsFields = ['badge', 'sound', 'thread-id', 'category', 'interruption-level'] as const
export type AlertField = (typeof alertFields)[number]
export type ApsField = (typeof apsFields)[number]
export type PushFields = Record<AlertField | ApsField, string> & { isSilent: boolean }

export function pushFieldsOf(payload: unknown): PushFields {
  const aps = isDictionary(payload) && isDictionary(payload.aps) ? payload.aps : {}
  const alert = typeof aps.alert === 'string' ? { body: aps.alert } : isDictionary(aps.alert) ? aps.alert : {}
  const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
  return {
    title: text(alert.title),
    subtitle: text(alert.subtitle),
    body: text(alert.body),
    badge: text(aps.badge),
    sound: text(aps.sound),
    'thread-id': text(aps['thread-id']),
    category: text(aps.category),
    'interruption-level': text(aps['interruption-level']),
    isSilent: aps['content-available'] === 1,
  }
}

/** The key of a text that the app itself contains, in the customer's language. */
export function localizedKey(payload: unknown): string | undefined {
  const aps = isDictionary(payload) && isDictionary(payload.aps) ? payload.aps : {}
  const alert = isDictionary(aps.alert) ? aps.alert : {}
  return [alert['loc-key'], alert['title-loc-key']].find((key): key is string => typeof key === 'string')
}

/** Returns the payload with one field changed and the rest unchanged. An empty value removes the field. */
export function withField(payload: unknown, field: AlertField | ApsField, value: string): Record<string, unknown> {
  const whole = isDictionary(payload) ? payload : {}
  const aps = isDictionary(whole.aps) ? whole.aps : {}
  if (!isAlertField(field)) return { ...whole, aps: withKey(aps, field, typedValue(field, value)) }
  const alert = typeof aps.alert === 'string' ? { body: aps.alert } : isDictionary(aps.alert) ? aps.alert : {}
  const next = withKey(alert, field, value || undefined)
  return { ...whole, aps: withKey(aps, 'alert', Object.keys(next).length > 0 ? next : undefined) }
}

const isAlertField = (field: string): field is AlertField => alertFields.some((known) => known === field)

/** A badge is a number. Other text stays text, so that validation can report it. */
function typedValue(field: ApsField, value: string): unknown {
  if (value === '') return undefined
  return field === 'badge' && /^\d+$/.test(value) ? Number(value) : value
}

function withKey(object: Record<string, unknown>, key: string, value: unknown) {
  const { [key]: _, ...rest } = object
  return value === undefined ? rest : { ...(key in object ? object : rest), [key]: value }
}

export const writtenJson = (payload: unknown) => JSON.stringify(payload, null, 2)
