import type { Db } from '@/db/client'
import { insertDeviceEvent } from '@/db/queries/device-events'
import { type JudgedDevice, lockJudgedDevices, markAccepted, markRejected } from '@/db/queries/device-verdicts'
import type { DeviceStatusReason } from '@/db/schema/customers'
import { endOf, type Verdict } from './verdict'

/** What the answers say of the devices themselves. Devices are locked before deliveries, here as at a registration. */
export async function judgeDevices(db: Db, verdicts: Verdict[]) {
  const answered = verdicts.filter(({ delivery, attempt }) => delivery.deviceId !== null && attempt?.status != null)
  const accepted = answered.filter(({ state }) => state === 'accepted')
  const rejected = answered.filter(({ attempt }) => attempt?.outcome === 'rejected')
  const devices = rejected.length ? await lockJudgedDevices(db, { ids: idsOf(rejected) }) : []
  if (accepted.length) await clear(db, accepted)
  for (const verdict of rejected) {
    const device = devices.find(({ id }) => id === verdict.delivery.deviceId)
    if (device) await judge(db, device, verdict)
  }
}

const idsOf = (verdicts: Verdict[]) => [...new Set(verdicts.flatMap(({ delivery: { deviceId } }) => deviceId ?? []))]

async function clear(db: Db, verdicts: Verdict[]) {
  const accepted = verdicts.flatMap(({ delivery, attempt }) =>
    delivery.deviceId && attempt ? [{ deviceId: delivery.deviceId, at: endOf(attempt) }] : [],
  )
  for (const { id, ...where } of await markAccepted(db, { accepted }))
    await insertDeviceEvent(db, {
      ...where,
      deviceId: id,
      kind: 'enabled',
      detail: 'No longer suspect: APNs accepted a push.',
      actorName: 'APNs',
    })
}

async function judge(db: Db, device: JudgedDevice, { decision, attempt, delivery }: Verdict) {
  if (!decision || !attempt) return
  const reason = decision.reason ?? 'rejected'
  const at = endOf(attempt)
  // The answer is about the registration that the push was sent to, not about a newer one.
  const isOutdated = device.registeredAt > (attempt.deadSince ?? attempt.startedAt)
  const next = isOutdated ? undefined : nextStatus(device, decision.device, reason)
  await markRejected(db, { id: device.id, at, reason, status: next })
  if (!next) return
  device.status = next.status
  await insertDeviceEvent(db, {
    environmentId: device.environmentId,
    deviceId: device.id,
    customerId: device.customerId,
    kind: next.status === 'suspect' ? 'suspected' : 'disabled',
    detail: next.status === 'suspect' ? `${reason}: ${likelierOf(device)}` : reason,
    actorName: delivery.transport === 'apns' ? 'APNs' : 'Company API',
    createdAt: at,
  })
}

const statusReasons: Record<string, DeviceStatusReason> = {
  Unregistered: 'unregistered',
  ExpiredToken: 'expired_token',
  BadDeviceToken: 'bad_device_token',
  http_410: 'gone',
}

function nextStatus({ status }: JudgedDevice, policy: 'keep' | 'suspect' | 'disable', reason: string) {
  if (policy === 'keep' || status === 'disabled') return undefined
  const statusReason = statusReasons[reason] ?? 'gone'
  if (policy === 'suspect' && status === 'active') return { status: 'suspect', reason: statusReason } as const
  return { status: 'disabled', reason: statusReason } as const
}

/** A token that worked here once is of this environment. */
function likelierOf({ knownElsewhere, lastAcceptedAt }: JudgedDevice) {
  if (knownElsewhere) return `probably a token of ${knownElsewhere}, where it’s registered too.`
  if (lastAcceptedAt) return 'probably no longer valid: APNs accepted pushes to it here before.'
  return 'probably a token of the other environment: APNs has never accepted it here.'
}
