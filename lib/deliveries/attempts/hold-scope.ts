import type { Attempt } from '@/db/queries/sending/attempts'
import { explainReason } from '@/lib/apns/explanations/explain'

type Blocked = { blockedReason: string | null; blockedAddresses: string[] }

const isAboutDevice = (reason: string) => explainReason(reason).refused === 'device'
/** Of a topic that one push type adds to the app's, only pushes of that type are refused. */
export const isAboutTopic = (reason: string) => explainReason(reason).refused !== undefined

/** An answer about one device is about all only when another device was tried, and got the same. */
export const isOfAll = (reason: string, devices: number) => !isAboutDevice(reason) || devices > 1
/** Whether the fault can be one device's own. */
export const canBeOwn = isAboutDevice

/**
 * The key's own success: what APNs accepted, or said of a device that is gone. Any other word about a push also shows that
 * the key was taken, which is all that a refused key waits for.
 */
export function endsHold({ delivery, answer, holds }: Attempt, reason: string) {
  if (delivery.transport !== 'apns' || holds) return false
  const status = answer?.status
  return status === 200 || status === 410 || (!isAboutTopic(reason) && (status === 400 || status === 413))
}

/** With which reason a delivery to this address waits; null where the hold is of others. */
export function reasonOnHold({ blockedReason, blockedAddresses }: Blocked, address: string): string | null {
  if (!blockedReason || blockedAddresses.includes(address)) return blockedReason
  if (!isOfAll(blockedReason, blockedAddresses.length)) return null
  // None of those who wait heard anything about a token of their own.
  return isAboutDevice(blockedReason) ? 'bundle_id_on_hold' : blockedReason
}
