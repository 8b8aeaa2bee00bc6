import { explainReason } from '@/lib/apns/explanations/explain'
import { isForCompanyApi, type RouteFacts } from './answers'
import type { CheckName } from './check-names'

const suppressedBy: Record<string, CheckName> = {
  chat_connected: 'presence',
  app_active: 'presence',
  permission_denied: 'permission',
  device_disabled: 'address',
  app_archived: 'environment',
  message_expired: 'queue',
  no_device: 'device',
}

/** The check at which the delivery stopped or waits; undefined if it was accepted or doesn't exist. */
export function failedCheckOf(route: RouteFacts): CheckName | undefined {
  const { delivery } = route
  if (!delivery || delivery.state === 'accepted') return undefined
  if (delivery.state === 'suppressed') return suppressedBy[delivery.reason ?? ''] ?? 'queue'
  if (delivery.state === 'sending' || (delivery.state === 'queued' && !reasonOf(route))) return 'queue'
  if (isExpiredRetry(route)) return 'queue'
  const check = failedCheckOfReason(reasonOf(route), route)
  return isWithoutWorker(route) && needsWorker.has(check) && !waitsForRepair(route) ? 'queue' : check
}

/** After these checks, only a worker can retry, so a missing worker comes first, unless a repair is needed anyway. */
const needsWorker = new Set<CheckName>(['address', 'endpoint', 'answer'])

const waitsForRepair = (route: RouteFacts) =>
  reasonOf(route) === 'no_endpoint' || route.environment.blockedAddresses.includes(route.delivery?.address ?? '')

/** The delivery is on its way, but no worker is alive. */
export const isWithoutWorker = ({ delivery, sending }: RouteFacts) =>
  delivery?.endedAt === null && sending.worker?.isAlive === false

/** Whether the expiry is what counts. Whatever the delivery waited for may be over. */
function isExpiredRetry(route: RouteFacts): boolean {
  const { delivery, environment } = route
  if (delivery?.state !== 'expired' || isForCompanyApi(route)) return false
  const { fault, retry } = explainReason(reasonOf(route), route.attempt?.status)
  if (retry === 'after_repair') return environment.blockedReason === null && delivery.attemptCount === 0
  return retry !== 'no' && (fault === 'apns' || fault === 'none' || delivery.attemptCount === 0)
}

/** The last reason from APNs or the company API, because `expired` alone explains nothing. */
export function reasonOf({ delivery, attempt }: RouteFacts): string | null {
  const own = delivery?.reason === 'expired' ? null : delivery?.reason
  return own ?? attempt?.reason ?? null
}

function failedCheckOfReason(reason: string | null, route: RouteFacts): CheckName {
  if (!reason) return 'queue'
  if (reason === 'BadDeviceToken') return isLikelierElsewhere(route) ? 'environment' : 'address'
  const { fault, refused } = explainReason(reason, route.attempt?.status)
  // A rejection of one device, until a second device gets it too.
  if (refused === 'device' && !route.environment.blockedReason) return 'address'
  if (fault === 'device') return 'address'
  if (fault === 'company' || reason === 'no_endpoint') return 'endpoint'
  if (fault === 'environment') return 'credentials'
  if (fault === 'customer') return 'queue'
  return isForCompanyApi(route) && fault !== 'message' ? 'endpoint' : 'answer'
}

/** Whether a BadDeviceToken is likely of the other environment: never accepted here, or registered elsewhere too. */
export function isLikelierElsewhere({ device, sameAddress }: RouteFacts): boolean {
  if (!device) return false
  return device.lastAcceptedAt === null || sameAddress.some((row) => row.ofDeviceId === device.id)
}

/** A rejection applies until the app registers the address again or staff enable the device. */
export function isStillSo({ device, delivery, isAboutMessage }: RouteFacts): boolean {
  if (isAboutMessage) return true
  if (!device || !delivery?.endedAt || device.statusReason === 'enabled_by_staff') return false
  return device.registeredAt <= delivery.endedAt
}
