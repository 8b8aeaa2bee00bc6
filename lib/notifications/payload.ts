import { payloadBytes } from '../apns/check-push'
import { payloadBytesMax } from '../apns/push-types'
import type { NewNotification } from './new-notification'

/** The APNs payload: the caller's own, or one made of the message. `pushdesk` is what the SDK knows it by. */
export function payloadOf(given: NewNotification, notificationId: string): Record<string, unknown> {
  const mark = {
    v: 1,
    notificationId,
    type: given.type,
    ...(given.conversationId !== undefined && { conversationId: given.conversationId }),
  }
  if (!given.payload) return { aps: apsOf(given), pushdesk: mark }
  // A payload that already bears the mark came through the company's API: receipts belong to the first notification.
  if ('pushdesk' in given.payload) return given.payload
  const marked = { ...given.payload, pushdesk: mark }
  // What the caller may send whole is sent, even where the mark no longer fits.
  return payloadBytes(marked) > payloadBytesMax(given.headers?.['apns-push-type'] ?? 'alert') ? given.payload : marked
}

function apsOf({ title, body, unread, conversationId }: NewNotification) {
  return {
    alert: { ...(title !== undefined && { title }), ...(body !== undefined && { body }) },
    sound: 'default',
    ...(unread !== undefined && { badge: unread }),
    ...(conversationId !== undefined && { 'thread-id': conversationId }),
  }
}
