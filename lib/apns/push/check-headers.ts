import { isPushType, type PushProblem, type PushType, pushTypes, topicSuffixes } from './push-types'

/** Headers of an APNs request that a caller may set. */
export type CallerHeaders = {
  'apns-push-type'?: string
  'apns-priority'?: string
  'apns-expiration'?: string
  'apns-collapse-id'?: string
  'apns-id'?: string
  'apns-topic'?: string
}

export const collapseIdBytesMax = 64
export const canonicalUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Header rules by push type (sending-notification-requests-to-apns). */
export function checkHeaders(headers: CallerHeaders, pushType: PushType): PushProblem[] {
  return [
    ...problem('apns-push-type', pushTypeFault(headers['apns-push-type'])),
    ...problem('apns-priority', priorityFault(headers['apns-priority'], pushType)),
    ...problem('apns-expiration', expirationFault(headers['apns-expiration'])),
    ...problem('apns-collapse-id', collapseIdFault(headers['apns-collapse-id'])),
    ...problem('apns-id', idFault(headers['apns-id'])),
    ...problem('apns-topic', topicFault(headers['apns-topic'], pushType)),
  ]
}

function problem(name: string, message: string | undefined): PushProblem[] {
  return message === undefined ? [] : [{ path: `headers.${name}`, message }]
}

function pushTypeFault(value: string | undefined) {
  if (value === 'mdm')
    return 'Pushdesk can’t send MDM pushes: their topic belongs to the MDM certificate, not to this app.'
  if (value === undefined || isPushType(value)) return
  return `APNs has no push type “${value}”. Use one of ${pushTypes.filter((type) => type !== 'mdm').join(', ')}.`
}

function priorityFault(value: string | undefined, pushType: PushType) {
  if (value === undefined) return
  if (!['1', '5', '10'].includes(value))
    return 'The priority must be 10 (immediately), 5 (saving power), or 1 (without waking the device).'
  if (pushType === 'background' && value === '10') return 'A background push must have priority 5. APNs rejects 10.'
  if (pushType === 'liveactivity' && value === '1') return 'A Live Activity push must have priority 5 or 10.'
}

/** Twelve or more digits are milliseconds by mistake: in seconds, that is past the year 5000. */
const expirationDigitsMax = 11

function expirationFault(value: string | undefined) {
  if (value === undefined) return
  if (!/^\d+$/.test(value))
    return 'The expiration must be a whole number of seconds since 1970, or 0 for a single attempt.'
  if (value.length > expirationDigitsMax)
    return 'The expiration must be in seconds since 1970. This looks like milliseconds.'
}

function collapseIdFault(value: string | undefined) {
  if (value === undefined) return
  if (value === '') return 'A collapse ID can’t be empty. Leave it out instead.'
  const bytes = new TextEncoder().encode(value).length
  if (bytes > collapseIdBytesMax)
    return `The collapse ID has ${bytes} bytes. APNs accepts at most ${collapseIdBytesMax}.`
  if (/\p{Cc}/u.test(value)) return 'A collapse ID can’t contain control characters.'
  if (value.trim() !== value) return 'A collapse ID can’t begin or end with a space.'
}

function idFault(value: string | undefined) {
  if (value === undefined || canonicalUuid.test(value)) return
  return 'apns-id must be a lower-case UUID (8-4-4-4-12 digits).'
}

function topicFault(value: string | undefined, pushType: PushType) {
  if (value === undefined || pushType === 'mdm') return
  const suffix = topicSuffixes[pushType]
  if (!/^[A-Za-z0-9.-]+$/.test(value)) return 'A topic is a bundle ID of letters, digits, dots, and hyphens.'
  if (!value.endsWith(suffix)) return `The topic of a ${pushType} push must end in “${suffix}”.`
}
