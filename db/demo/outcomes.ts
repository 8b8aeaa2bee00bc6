import type { AttemptOutcome, DeliveryState } from '@/db/schema/notifications'
import type { DemoDevice } from './devices'
import type { Random } from './random'

type DemoAttempt = {
  outcome: AttemptOutcome
  status: number | null
  reason: string | null
  waitMs: number
  durationMs: number
}
export type DemoOutcome = {
  state: DeliveryState
  reason: string | null
  isUncertain?: boolean
  attempts: DemoAttempt[]
}

const ok = (random: Random): DemoAttempt => ({
  outcome: 'accepted',
  status: 200,
  reason: null,
  waitMs: random.whole(4, 60),
  durationMs: random.whole(18, 190),
})
const rejected = (random: Random, status: number, reason: string): DemoAttempt => ({
  ...ok(random),
  outcome: 'rejected',
  status,
  reason,
})
const unanswered = (random: Random, reason: string): DemoAttempt => ({
  ...ok(random),
  outcome: 'unknown',
  status: null,
  reason,
  durationMs: 10_000,
})
const ends = (state: DeliveryState, reason: string | null, ...attempts: DemoAttempt[]): DemoOutcome => ({
  state,
  reason,
  attempts,
})
const later = (attempt: DemoAttempt, waitMs: number): DemoAttempt => ({ ...attempt, waitMs })

/** How a delivery to this device ended at that moment; covers every outcome of the product. */
export function outcomeFor(device: DemoDevice, { at, random }: { at: Date; random: Random }): DemoOutcome {
  const isAfter = device.status !== 'active' && at >= (device.statusSince ?? at)
  // A second rejection would have disabled the device, so a suspect one has had exactly one.
  if (isAfter && device.status === 'suspect' && device.lastRejectedAt) return ends('suppressed', 'chat_connected')
  if (isAfter && device.status === 'disabled')
    return firstRefusal(device, random) ?? ends('suppressed', 'device_disabled')
  if (device.permission === 'denied') return ends('suppressed', 'permission_denied')
  if (random.chance(0.13)) return ends('suppressed', 'chat_connected')
  if (random.chance(0.07)) return ends('suppressed', 'app_active')
  if (isAfter) return ends('failed', 'BadDeviceToken', rejected(random, 400, 'BadDeviceToken'))
  return device.kind === 'uuid' ? companyApi(random) : apns(random)
}

/** The rejection that disabled the device; everything after it is suppressed. */
function firstRefusal({ statusReason, lastRejectedAt }: DemoDevice, random: Random) {
  if (lastRejectedAt) return undefined
  if (statusReason === 'unregistered') return ends('failed', 'Unregistered', rejected(random, 410, 'Unregistered'))
  if (statusReason === 'expired_token') return ends('failed', 'ExpiredToken', rejected(random, 410, 'ExpiredToken'))
  if (statusReason === 'bad_device_token')
    return ends('failed', 'BadDeviceToken', rejected(random, 400, 'BadDeviceToken'))
  if (statusReason === 'gone') return ends('failed', 'http_410', rejected(random, 410, 'http_410'))
  return undefined
}

function apns(random: Random): DemoOutcome {
  const answer = random.weighted([
    ['ok', 900],
    ['503', 16],
    ['500', 6],
    ['429', 8],
    ['lost', 6],
    ['topic', 3],
    ['expired', 3],
    ['late', 3],
  ] as const)
  if (answer === '503')
    return ends(
      'accepted',
      null,
      rejected(random, 503, 'ServiceUnavailable'),
      later(ok(random), random.whole(3_000, 9_000)),
    )
  if (answer === '500')
    return ends(
      'accepted',
      null,
      rejected(random, 500, 'InternalServerError'),
      later(ok(random), random.whole(3_000, 9_000)),
    )
  if (answer === '429')
    return ends(
      'accepted',
      null,
      rejected(random, 429, 'TooManyRequests'),
      later(ok(random), random.whole(20_000, 60_000)),
    )
  if (answer === 'lost')
    return { ...ends('accepted', null, unanswered(random, 'timeout'), later(ok(random), 5_200)), isUncertain: true }
  if (answer === 'topic')
    return ends('failed', 'DeviceTokenNotForTopic', rejected(random, 400, 'DeviceTokenNotForTopic'))
  if (answer === 'late') return ends('suppressed', 'message_expired')
  if (answer === 'expired')
    return ends(
      'expired',
      'ServiceUnavailable',
      ...[5, 15, 60, 300].map((seconds) => later(rejected(random, 503, 'ServiceUnavailable'), seconds * 1_000)),
    )
  return ends('accepted', null, ok(random))
}

function companyApi(random: Random): DemoOutcome {
  const answer = random.weighted([
    ['ok', 90],
    ['500', 5],
    ['404', 2],
    ['timeout', 2],
  ] as const)
  if (answer === '500')
    return ends('accepted', null, rejected(random, 500, 'http_500'), later(ok(random), random.whole(3_000, 9_000)))
  if (answer === '404') return ends('failed', 'http_404', rejected(random, 404, 'http_404'))
  if (answer === 'timeout')
    return { ...ends('accepted', null, unanswered(random, 'timeout'), later(ok(random), 4_800)), isUncertain: true }
  return ends('accepted', null, ok(random))
}
