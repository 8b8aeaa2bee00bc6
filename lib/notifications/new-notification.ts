import type { ApnsHeaders, NotificationType } from '@/db/schema/notifications'
import type { Trace } from '@/lib/trace'
import type { User } from '@/lib/user'

/** Where a notification goes. A user or customer: all of their devices. */
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
  /** The caller's message id or idempotency key: a repeat with the same content is the same notification. */
  externalId?: string
  to: Recipient
  conversationId?: string
  title?: string
  body?: string
  unread?: number
  /** A whole APNs payload, instead of one made of title and body. */
  payload?: Record<string, unknown>
  headers?: ApnsHeaders
  sentAt?: Date
  /** Default: 24 hours from now. */
  expiresAt?: Date
  /** Sent although the chat or the app is open. Tests always are. */
  ignoresPresence?: boolean
  /** Device tokens go to APNs even where the company's API is set to take all. */
  isApnsOnly?: boolean
  /** What the phone answers: a push of type `probe` shows nothing and carries only this. */
  probeId?: string
  actor: Actor
  /** Default: a new one. */
  trace?: Trace
}
