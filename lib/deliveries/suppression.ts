import type { DeviceStatus, Permission } from '@/db/schema/customers'

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
  /** Undefined for an address that nobody registered here: it is the caller's to know. */
  device: { status: DeviceStatus; permission: Permission; isChatConnected: boolean; isAppActive: boolean } | undefined
  ignoresPresence: boolean
}

/** Why a push would be wrong now; undefined when it may go. Asked at creation, and again just before sending. */
export function suppressionOf({
  now,
  expiresAt,
  device,
  ignoresPresence,
}: Circumstances): SuppressionReason | undefined {
  if (expiresAt <= now) return 'message_expired'
  if (!device) return undefined
  if (device.status === 'disabled') return 'device_disabled'
  if (device.permission === 'denied') return 'permission_denied'
  if (ignoresPresence) return undefined
  if (device.isChatConnected) return 'chat_connected'
  if (device.isAppActive) return 'app_active'
  return undefined
}
