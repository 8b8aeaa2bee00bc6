import type { Db } from '@/db/client'
import { insertDeviceEvent } from '@/db/queries/devices/device-events'
import { clearSuspects, type DeviceStatusUpdate, markRejected } from '@/db/queries/devices/device-verdicts'
import type { DeviceStatusReason } from '@/db/schema/customers'

type Verdict = {
  policy: 'keep' | 'suspect' | 'disable'
  /** APNs's own, or `http_410` of a company's API. */
  reason: string
  at: Date
  /** A later registration is not what was rejected. */
  isAboutSince: Date
  by: 'APNs' | 'Company API'
}

/** What a rejection says of the device that it was sent to, which the caller holds locked. */
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

/** APNs took something for these devices, so that their tokens are good. */
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

/** A token that worked here once is of this environment. */
function likelierOf({ knownElsewhere, lastAcceptedAt }: DeviceStatusUpdate) {
  if (knownElsewhere) return `probably a token of ${knownElsewhere}, where it’s registered too.`
  if (lastAcceptedAt) return 'probably no longer valid: APNs accepted pushes to it here before.'
  return 'probably a token of the other environment: APNs has never accepted it here.'
}
