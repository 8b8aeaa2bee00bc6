import type { Sendable } from '@/db/queries/sending'
import { reasonOnHold } from './hold-scope'
import { type SuppressionReason, suppressionOf } from './suppression'
import type { Verdict } from './verdict'

type Facts = Pick<Sendable, 'customerId' | 'deviceId' | 'device' | 'expiresAt' | 'ignoresPresence'>

/** The rules of suppression once more: since it was queued the customer may have opened the chat, or lost the device. */
export function whyNotToSend(delivery: Facts, now: Date): SuppressionReason | undefined {
  const { device, deviceId, customerId, expiresAt, ignoresPresence } = delivery
  if (deviceId && device?.customerId !== customerId) return 'device_disabled'
  return suppressionOf({ now, expiresAt, device: device ?? undefined, ignoresPresence })
}

export function checkBeforeSending(delivery: Sendable, now: Date): Verdict | undefined {
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
