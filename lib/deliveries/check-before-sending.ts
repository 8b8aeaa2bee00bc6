import type { Sendable } from '@/db/queries/sending'
import { suppressionOf } from './suppression'
import type { Verdict } from './verdict'

/** The rules of suppression once more: since it was queued the customer may have opened the chat, or lost the device. */
export function checkBeforeSending(delivery: Sendable, now: Date): Verdict | undefined {
  const { device, deviceId, customerId, expiresAt, ignoresPresence } = delivery
  if (deviceId && device?.customerId !== customerId) return { delivery, state: 'suppressed', reason: 'device_disabled' }
  const reason = suppressionOf({ now, expiresAt, device: device ?? undefined, ignoresPresence })
  if (!reason) return undefined
  if (reason === 'message_expired') return { delivery, state: 'expired', reason: whyNotInTime(delivery) }
  return { delivery, state: 'suppressed', reason }
}

/** Its last attempt, or what its whole environment waited for; else it was only late. */
function whyNotInTime({ attemptCount, reason, transport, environment }: Sendable) {
  if (attemptCount > 0) return reason
  return (transport === 'apns' && environment.blockedReason) || 'message_expired'
}
