import type { Sendable } from '@/db/queries/sending'
import { suppressionOf } from './suppression'
import type { Verdict } from './verdict'

/** The rules of suppression once more: since it was queued the customer may have opened the chat, or lost the device. */
export function checkBeforeSending(delivery: Sendable, now: Date): Verdict | undefined {
  const { device, deviceId, customerId, expiresAt, ignoresPresence, attemptCount } = delivery
  if (deviceId && device?.customerId !== customerId) return { delivery, state: 'suppressed', reason: 'device_disabled' }
  const reason = suppressionOf({ now, expiresAt, device: device ?? undefined, ignoresPresence })
  if (!reason) return undefined
  // What was tried and did not get through in time keeps the reason of its last attempt.
  if (reason === 'message_expired' && attemptCount > 0) return { delivery, state: 'expired', reason: delivery.reason }
  return { delivery, state: 'suppressed', reason }
}
