import type { Attempt } from '@/db/queries/sending/attempts'
import { explainReason } from '@/lib/apns/explanations/explain'

type Blocked = { blockedReason: string | null; blockedAddresses: string[] }

const isAboutDevice = (reason: string) => explainReason(reason).refused === 'device'
/** Whether the reason may apply to one topic only, such as the topic of a single push type. */
export const isAboutTopic = (reason: string) => explainReason(reason).refused !== undefined

/** Whether the hold covers all devices. A rejection of one device does so only once a second device gets it too. */
export const isOfAll = (reason: string, devices: number) => !isAboutDevice(reason) || devices > 1
/** Whether the fault may lie with one device. */
export const canBeOwn = isAboutDevice

/**
 * Whether the response ends the hold: APNs accepted the push, or reported that the device is gone. A hold on the key
 * also ends with a 400 or 413 about a push, because that shows that APNs accepted the key.
 */
export function endsHold({ delivery, answer, holds }: Attempt, reason: string) {
  if (delivery.transport !== 'apns' || holds) return false
  const status = answer?.status
  return status === 200 || status === 410 || (!isAboutTopic(reason) && (status === 400 || status === 413))
}

/** Returns the reason why a delivery to this address waits; null if the hold doesn't cover it. */
export function reasonOnHold({ blockedReason, blockedAddresses }: Blocked, address: string): string | null {
  if (!blockedReason || blockedAddresses.includes(address)) return blockedReason
  if (!isOfAll(blockedReason, blockedAddresses.length)) return null
  // APNs said nothing about the tokens of the devices that wait.
  return isAboutDevice(blockedReason) ? 'bundle_id_on_hold' : blockedReason
}
