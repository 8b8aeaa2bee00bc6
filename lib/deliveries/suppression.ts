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
  /** Undefined for an address that isn't registered here; the caller has to know its state. */
  device: { status: DeviceStatus; permission: Permission; isChatConnected: boolean; isAppActive: boolean } | undefined
  ignoresPresence: boolean
  /** A probe shows nothing on the phone, so it ignores the customer's permission and presence. */
  type: NotificationType
}

/** Returns why a push must not be sent now, if so. Checked at creation, and again just before sending. */
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

/** Applies the rules again to a queued delivery: the customer may have opened the chat or lost the device since. */
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

/** The reason of the last attempt, or the one for the hold; otherwise the delivery just expired. */
function whyNotInTime({ attemptCount, reason, transport, environment, address }: Sendable) {
  if (attemptCount > 0) return reason
  return (transport === 'apns' && reasonOnHold(environment, address)) || 'message_expired'
}
