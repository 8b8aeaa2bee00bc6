import type { ApnsHeaders, NotificationType } from '@/db/schema/notifications'
import type { Trace } from '@/lib/trace'
import type { User } from '@/lib/user'

/** Where a notification goes. For a user or customer, to all of their devices. */
export type Recipient =
  | { user: User }
  | { customerId: string }
  | { deviceId: string }
  /** Lower-case hex. */
  | { deviceToken: string }
  | { uuid: string }

export type Actor = { kind: 'staff' | 'api_key' | 'system'; id?: string; name: string }

export type NewNotification = {
  type: NotificationType
  /** The caller's message ID or idempotency key. A repeat with the same content returns the same notification. */
  externalId?: string
  to: Recipient
  conversationId?: string
  title?: string
  body?: string
  unread?: number
  /** A complete APNs payload, instead of one made from title and body. */
  payload?: Record<string, unknown>
  headers?: ApnsHeaders
  sentAt?: Date
  /** Default: 24 hours from now. */
  expiresAt?: Date
  /** Sends even while the chat or app is open. Tests always do. */
  ignoresPresence?: boolean
  /** Sends to device tokens through APNs, even if the company API is set to take all. */
  isApnsOnly?: boolean
  /** The ID that the phone sends back. A push of type `probe` shows nothing and carries only this. */
  probeId?: string
  actor: Actor
  /** The ID of the call. */
  requestId?: string
  /** Default: a new one. */
  trace?: Trace
}
