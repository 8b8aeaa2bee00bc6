import type { NewNotification } from './new-notification'

export const payloadBytesMax = 4096

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
  return bytesOf(marked) > payloadBytesMax ? given.payload : marked
}

export const bytesOf = (payload: unknown) => Buffer.byteLength(JSON.stringify(payload))

function apsOf({ title, body, unread, conversationId }: NewNotification) {
  return {
    alert: { ...(title !== undefined && { title }), ...(body !== undefined && { body }) },
    sound: 'default',
    ...(unread !== undefined && { badge: unread }),
    ...(conversationId !== undefined && { 'thread-id': conversationId }),
  }
}
