import type { DeviceStatusReason } from '@/db/schema/customers'
import { explainReason } from '@/lib/apns/explanations/explain'
import { statusReasonLabels } from '@/lib/devices/device-labels'
import { isolated } from '@/lib/text/isolated'
import type { RouteFacts } from './answers'
import { causeOfReason } from './cause-of-reason'
import type { Cause } from './causes'

/** The cause for each reason why a device is or was disabled. */
export const causeOfStatus: Record<DeviceStatusReason, Cause> = {
  registered: 'device_gone',
  enabled_by_staff: 'device_gone',
  deregistered: 'push_turned_off',
  disabled_by_staff: 'disabled_by_staff',
  unregistered: 'unregistered',
  expired_token: 'token_expired',
  bad_device_token: 'bad_token',
  gone: 'company_gone',
}

/** The actors in a device's timeline that aren't people. */
const senders = new Set(['APNs', 'Company API'])

export const isBySender = ({ actorName }: { actorName: string | null }) => senders.has(actorName ?? '')

type Disabled = { cause: Cause; sentence: string }

/** Says why the device was disabled when the delivery was suppressed: by its current state, or else its timeline. */
export function disabledThen(route: RouteFacts): Disabled {
  const { device, delivery, deviceEvents } = route
  const endedAt = delivery?.endedAt ?? route.now
  const [last] = deviceEvents
    .filter(({ deviceId, kind, at }) => deviceId === device?.id && isEnd(kind) && at <= endedAt)
    .sort((a, b) => b.at.getTime() - a.at.getTime())
  if (device?.status === 'disabled' && (device.statusSince <= endedAt || !last))
    return { cause: causeNow(route, device.statusReason), sentence: staffWords(route) ?? labelOf(device.statusReason) }
  if (last?.kind === 'deregistered') return { cause: 'push_turned_off', sentence: labelOf('deregistered') }
  if (last && isBySender(last))
    return { cause: causeOfReason(last.detail ?? '', route), sentence: explainReason(last.detail).meaning }
  if (last) return { cause: 'disabled_by_staff', sentence: wordsOfEvent(last) ?? labelOf('disabled_by_staff') }
  const wasMoved = route.moves.some(
    ({ previousCustomerId, movedAt }) => previousCustomerId === route.customer?.id && movedAt <= endedAt,
  )
  return { cause: wasMoved ? 'device_moved' : 'device_gone', sentence: explainReason('device_disabled').meaning }
}

/** Says who disabled the device, if it was a staff member. */
export function staffWords({ device, deviceEvents }: RouteFacts): string | undefined {
  const disabled = deviceEvents.find(({ deviceId, kind }) => deviceId === device?.id && kind === 'disabled')
  return device?.statusReason === 'disabled_by_staff' && disabled ? wordsOfEvent(disabled) : undefined
}

const isEnd = (kind: string) => kind === 'disabled' || kind === 'deregistered'
const labelOf = (reason: DeviceStatusReason) => statusReasonLabels[reason]

const wordsOfEvent = ({ actorName, detail }: RouteFacts['deviceEvents'][number]) =>
  actorName ? `${isolated(actorName)} disabled it${detail ? `: “${isolated(detail)}”` : '.'}` : undefined

function causeNow(route: RouteFacts, reason: DeviceStatusReason): Cause {
  return reason === 'bad_device_token' ? causeOfReason('BadDeviceToken', route) : causeOfStatus[reason]
}
