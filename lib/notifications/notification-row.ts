import type { ApnsHeaders } from '@/db/schema/notifications'
import { checkPush } from '../apns/check-push'
import { fitPayload } from '../apns/fit-payload'
import { inferPushType } from '../apns/push-types'
import { Refused } from '../errors'
import type { SendingEnvironment } from './new-delivery'
import type { NewNotification } from './new-notification'
import { payloadOf } from './payload'
import { requestHashOf } from './request-hash'

export type NotificationDraft = Exclude<ReturnType<typeof notificationRow>, Refused>

const expiryMs = 24 * 3_600_000
/** APNs stores a push for at most 30 days (sending-notification-requests-to-apns). */
const expiryMsMax = 30 * 24 * 3_600_000
/** `apns-expiration: 0` means now or never: we do not keep it for hours either. */
const nowOrNeverMs = 60_000

/** The row as it will be written, or why APNs would refuse or drop it. */
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
  const headers = given.headers ?? {}
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
    ignoresPresence: given.type === 'test' || given.ignoresPresence === true,
    actorKind: given.actor.kind,
    actorId: given.actor.id,
    actorName: given.actor.name,
    sentAt: given.sentAt,
    expiresAt: capped(given.expiresAt ?? expiryOf(headers, now), now),
    createdAt: now,
  }
}

/** The platform's text is cut to fit, also where it comes back through the company's API. A caller's own payload is not. */
const isOurs = ({ payload }: NewNotification) => !payload || dictionary(payload.pushdesk)?.notificationId !== undefined

const capped = (expiresAt: Date, now: Date) => new Date(Math.min(expiresAt.getTime(), now.getTime() + expiryMsMax))

function expiryOf(headers: ApnsHeaders, now: Date) {
  const seconds = headers['apns-expiration'] === undefined ? undefined : Number(headers['apns-expiration'])
  if (seconds === undefined) return new Date(now.getTime() + expiryMs)
  return seconds === 0 ? new Date(now.getTime() + nowOrNeverMs) : new Date(seconds * 1000)
}

/** What the log shows of a payload that the caller wrote. */
function alertText(payload: Record<string, unknown>, key: 'title' | 'body'): string | undefined {
  const aps = dictionary(payload.aps)
  if (typeof aps?.alert === 'string') return key === 'body' ? aps.alert : undefined
  const text = dictionary(aps?.alert)?.[key]
  return typeof text === 'string' ? text : undefined
}

const dictionary = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined

/** A message has no payload of its own: what is wrong with the one made of it is wrong with its text. */
function fieldsOf(faults: { path: string; message: string }[], { payload }: NewNotification) {
  const fields: Record<string, string[]> = {}
  for (const { path, message } of faults) {
    const field = payload ? path : path.replace(/^payload.*/, 'body')
    fields[field] = [...(fields[field] ?? []), message]
  }
  return fields
}
