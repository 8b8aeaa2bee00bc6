import type { Attempt } from '@/db/queries/sending/attempts'
import type { Sendable } from '@/db/queries/sending/sending'
import type { DeviceStatus, Permission } from '@/db/schema/customers'
import type { NotificationType } from '@/db/schema/notifications'
import { reasonOnHold } from '@/lib/deliveries/attempts/hold-scope'

export const suppressionReasons = [
  'message_expired',
  'device_disabled',
  'permission_denied',
  'chat_connected',
  'app_active',
] as const
export type SuppressionReason = (typeof suppressionReasons)[number]

export type Circumstances = {
  now: Date
  expiresAt: Date
  /** Undefined for an address that no one registered here: it is the caller's to know. */
  device: { status: DeviceStatus; permission: Permission; isChatConnected: boolean; isAppActive: boolean } | undefined
  ignoresPresence: boolean
  /** A question to the phone shows nothing, so it goes whatever the customer allowed or has in front. */
  type: NotificationType
}

/** Why a push would be wrong now; undefined when it may go. Asked at creation, and again just before sending. */
export function suppressionOf({
  now,
  expiresAt,
  device,
  ignoresPresence,
  type,
}: Circumstances): SuppressionReason | undefined {
  if (expiresAt <= now) return 'message_expired'
  if (!device) return undefined
  if (device.status === 'disabled') return 'device_disabled'
  if (type === 'probe') return undefined
  if (device.permission === 'denied') return 'permission_denied'
  if (ignoresPresence) return undefined
  if (device.isChatConnected) return 'chat_connected'
  if (device.isAppActive) return 'app_active'
  return undefined
}

type Facts = Pick<Sendable, 'type' | 'customerId' | 'deviceId' | 'device' | 'expiresAt' | 'ignoresPresence'>

/** The rules of suppression once more: since it was queued the customer may have opened the chat, or lost the device. */
export function whyNotToSend(delivery: Facts, now: Date): SuppressionReason | undefined {
  const { type, device, deviceId, customerId, expiresAt, ignoresPresence } = delivery
  if (deviceId && device?.customerId !== customerId) return 'device_disabled'
  return suppressionOf({ now, expiresAt, device: device ?? undefined, ignoresPresence, type })
}

export function checkBeforeSending(delivery: Sendable, now: Date): Attempt | undefined {
  const reason = delivery.environment.isArchived ? 'app_archived' : whyNotToSend(delivery, now)
  if (!reason) return undefined
  if (reason === 'message_expired') return { delivery, state: 'expired', reason: whyNotInTime(delivery) }
  return { delivery, state: 'suppressed', reason }
}

/** Its last attempt, or what its whole environment waited for; else it was only late. */
function whyNotInTime({ attemptCount, reason, transport, environment, address }: Sendable) {
  if (attemptCount > 0) return reason
  return (transport === 'apns' && reasonOnHold(environment, address)) || 'message_expired'
}
