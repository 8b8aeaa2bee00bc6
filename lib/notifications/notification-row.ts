import type { SendingEnvironment } from '@/db/queries/deliveries/recipients'
import type { ApnsHeaders } from '@/db/schema/notifications'
import { checkPush } from '@/lib/apns/push/check-push'
import { fitPayload } from '@/lib/apns/push/fit-payload'
import { fits, inferPushType, payloadBytesMax } from '@/lib/apns/push/push-types'
import { Refused } from '@/lib/errors'
import { hashOf } from '@/lib/secrets'
import type { NewNotification } from './new-notification'

export type NotificationDraft = Exclude<ReturnType<typeof notificationRow>, Refused>

const expiryMs = 24 * 3_600_000
/** APNs stores a push for at most 30 days (sending-notification-requests-to-apns). */
const expiryMsMax = 30 * 24 * 3_600_000
const noHeaders: ApnsHeaders = {}
/** `apns-expiration: 0` means now or never, so Pushdesk doesn't keep the push for hours either. */
const nowOrNeverMs = 60_000

/** The row to write, or why APNs would reject or drop the push. */
export function notificationRow({
  environment,
  given,
  id,
  customerId,
  now,
}: {
  environment: SendingEnvironment
  given: NewNotification
  id: string
  customerId: string | null
  now: Date
}) {
  const payload = payloadOf(given, id)
  const headers = given.headers ?? noHeaders
  const pushType = headers['apns-push-type'] ?? inferPushType(payload)
  const faults = checkPush({ payload: isOurs(given) ? fitPayload(payload, pushType) : payload, headers })
  if (faults.length) return new Refused('invalid', 'APNs would reject or drop this push.', fieldsOf(faults, given))
  return {
    id,
    environmentId: environment.id,
    type: given.type,
    externalId: given.externalId,
    requestHash: given.externalId === undefined ? undefined : requestHashOf(given),
    customerId,
    conversationId: given.conversationId,
    title: given.title ?? alertText(payload, 'title'),
    body: given.body ?? alertText(payload, 'body'),
    unread: given.unread,
    payload,
    headers,
    ignoresPresence: given.type === 'test' || given.type === 'probe' || given.ignoresPresence === true,
    actorKind: given.actor.kind,
    actorId: given.actor.id,
    actorName: given.actor.name,
    requestId: given.requestId,
    sentAt: given.sentAt,
    expiresAt: capped(given.expiresAt ?? expiryOf(headers, now), now),
    textUntil: textUntil(environment, now),
    createdAt: now,
  }
}

function textUntil({ messageTextDays: days }: SendingEnvironment, now: Date) {
  return days === null ? null : new Date(now.getTime() + days * 86_400_000)
}

/** The platform's text is truncated to fit, even if it returns through the company API. A caller's payload isn't. */
const isOurs = ({ payload }: NewNotification) => !payload || dictionary(payload.pushdesk)?.notificationId !== undefined

const capped = (expiresAt: Date, now: Date) => new Date(Math.min(expiresAt.getTime(), now.getTime() + expiryMsMax))

function expiryOf(headers: ApnsHeaders, now: Date) {
  const seconds = headers['apns-expiration'] === undefined ? undefined : Number(headers['apns-expiration'])
  if (seconds === undefined) return new Date(now.getTime() + expiryMs)
  return seconds === 0 ? new Date(now.getTime() + nowOrNeverMs) : new Date(seconds * 1000)
}

/** The text that the log shows for a caller's own payload. */
function alertText(payload: Record<string, unknown>, key: 'title' | 'body'): string | undefined {
  const aps = dictionary(payload.aps)
  if (typeof aps?.alert === 'string') return key === 'body' ? aps.alert : undefined
  const text = dictionary(aps?.alert)?.[key]
  return typeof text === 'string' ? text : undefined
}

const dictionary = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined

/** A message's payload is made from its text, so faults in the payload are reported for the body. */
function fieldsOf(faults: { path: string; message: string }[], { payload }: NewNotification) {
  const fields: Record<string, string[]> = {}
  for (const { path, message } of faults) {
    const field = payload ? path : path.replace(/^payload.*/, 'body')
    fields[field] = [...(fields[field] ?? []), message]
  }
  return fields
}

/** The APNs payload: the caller's own, or one made from the message. The SDK recognizes it by `pushdesk`. */
function payloadOf(given: NewNotification, notificationId: string): Record<string, unknown> {
  const mark = {
    v: 1,
    notificationId,
    type: given.type,
    ...(given.conversationId !== undefined && { conversationId: given.conversationId }),
    ...(given.probeId !== undefined && { probeId: given.probeId }),
  }
  if (given.probeId !== undefined) return { aps: { 'content-available': 1 }, pushdesk: mark }
  if (!given.payload) return { aps: apsOf(given), pushdesk: mark }
  // A payload that already has the mark came through the company's API: its receipts belong to the first notification.
  if ('pushdesk' in given.payload) return given.payload
  const marked = { ...given.payload, pushdesk: mark }
  // A payload that fits without the mark is sent without it.
  return fits(marked, payloadBytesMax(given.headers?.['apns-push-type'] ?? 'alert')) ? marked : given.payload
}

function apsOf({ title, body, unread, conversationId }: NewNotification) {
  return {
    alert: { ...(title !== undefined && { title }), ...(body !== undefined && { body }) },
    sound: 'default',
    ...(unread !== undefined && { badge: unread }),
    ...(conversationId !== undefined && { 'thread-id': conversationId }),
  }
}

/** Hashes the request, whatever the order of its keys, to detect an ID that is reused with different content. */
function requestHashOf(given: NewNotification): string {
  const asked = { ...given, actor: undefined, trace: undefined, requestId: undefined }
  return hashOf(JSON.stringify(withSortedKeys(asked)))
}

function withSortedKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (Array.isArray(value)) return value.map(withSortedKeys)
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(sorted.map(([key, one]) => [key, withSortedKeys(one)]))
}
