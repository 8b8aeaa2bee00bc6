import type { Db } from '@/db/client'
import { insertDeviceEvent } from '@/db/queries/devices/device-events'
import { clearSuspects, type DeviceStatusUpdate, markRejected } from '@/db/queries/devices/device-verdicts'
import type { DeviceStatusReason } from '@/db/schema/customers'

type Verdict = {
  policy: 'keep' | 'suspect' | 'disable'
  /** APNs's reason, or `http_410` from a company's API. */
  reason: string
  at: Date
  /** A device that registered after this time isn't affected by the rejection. */
  isAboutSince: Date
  by: 'APNs' | 'Company API'
}

/** Applies a rejection to the device that it is about. The caller holds the device's lock. */
export async function judgeDevice(
  db: Db,
  device: DeviceStatusUpdate,
  { policy, reason, at, isAboutSince, by }: Verdict,
) {
  const next = device.registeredAt > isAboutSince ? undefined : nextStatus(device, policy, reason)
  await markRejected(db, { id: device.id, at, reason, status: next })
  if (!next) return
  device.status = next.status
  await insertDeviceEvent(db, {
    environmentId: device.environmentId,
    deviceId: device.id,
    customerId: device.customerId,
    kind: next.status === 'suspect' ? 'suspected' : 'disabled',
    detail: next.status === 'suspect' ? `${reason}: ${likelierOf(device)}` : reason,
    actorName: by,
    createdAt: at,
  })
}

/** Makes suspect devices active again after APNs accepted a push to them. */
export async function clearSuspicion(db: Db, accepted: { deviceId: string; at: Date }[]) {
  for (const { id, ...where } of await clearSuspects(db, { accepted }))
    await insertDeviceEvent(db, {
      ...where,
      deviceId: id,
      kind: 'enabled',
      detail: 'No longer suspect: APNs accepted a push.',
      actorName: 'APNs',
    })
}

const statusReasons: Record<string, DeviceStatusReason> = {
  Unregistered: 'unregistered',
  ExpiredToken: 'expired_token',
  BadDeviceToken: 'bad_device_token',
  http_410: 'gone',
}

function nextStatus({ status }: DeviceStatusUpdate, policy: 'keep' | 'suspect' | 'disable', reason: string) {
  if (policy === 'keep' || status === 'disabled') return undefined
  const statusReason = statusReasons[reason] ?? 'gone'
  if (policy === 'suspect' && status === 'active') return { status: 'suspect', reason: statusReason } as const
  return { status: 'disabled', reason: statusReason } as const
}

/** Guesses why the token was rejected. A token that once worked here belongs to this environment. */
function likelierOf({ knownElsewhere, lastAcceptedAt }: DeviceStatusUpdate) {
  if (knownElsewhere) return `probably a token of ${knownElsewhere}, where it’s registered too.`
  if (lastAcceptedAt) return 'probably no longer valid: APNs accepted pushes to it here before.'
  return 'probably a token of the other environment: APNs has never accepted it here.'
}
