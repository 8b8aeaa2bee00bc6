import { formProblems } from '@/lib/apns/push/check-aps'
import { isPushType } from '@/lib/apns/push/push-types'
import type { DeviceState, KnownDevice, RecordedPush } from './ports'

type Accepted = {
  headers: Record<string, string | undefined>
  payload: Record<string, unknown>
  device: KnownDevice | undefined
  nowMs: number
  powerWindowMs: number
  /** How long the push is delayed on its way, so that later pushes can overtake it. */
  heldBackMs: number | undefined
  /** Called only once, for a silent push that would wake the app. */
  isOverBudget: () => boolean
}

export type WithDeviceOutcome = Pick<RecordedPush, 'fate' | 'deviceOutcomeReason' | 'releaseAt'>

/** A push of priority 10 wakes a device in low-power mode, and the waiting pushes arrive with it. */
export const wokeTheDevice = 'woke the device'
export const onItsWay = 'on its way'

/** Determines the outcome of an accepted push, in the terms of Apple's console. */
export function deviceOutcomeOf(push: Accepted): WithDeviceOutcome {
  const { headers, payload, device, nowMs, heldBackMs, isOverBudget } = push
  const pushType = headers['apns-push-type']
  const known = isPushType(pushType) ? pushType : 'alert'
  if (formProblems(payload, known).length > 0) return discarded('malformed')
  const state: DeviceState = device?.state ?? 'active'
  if (state === 'notifications_disabled' && known === 'alert') return discarded('disabled')
  const expiration = headers['apns-expiration']
  const isStorable = expiration !== '0'
  if (expiration !== undefined && isStorable && Number(expiration) * 1000 <= nowMs) return discarded('expired')
  const priority = headers['apns-priority'] ?? '10'
  if (state === 'offline') return waits('offline', isStorable)
  if (state === 'low_power' && priority !== '10') return waits('power', isStorable, nextWindow(push, priority))
  if (known === 'background' && isOverBudget()) return discarded('background budget')
  if (heldBackMs !== undefined) return waits(onItsWay, true, new Date(nowMs + heldBackMs))
  return { fate: 'delivered', deviceOutcomeReason: state === 'low_power' ? wokeTheDevice : null, releaseAt: null }
}

/** Priority 1 waits until the device is in use, however long that takes. */
function nextWindow({ nowMs, powerWindowMs }: Accepted, priority: string) {
  return priority === '1' ? null : new Date((Math.floor(nowMs / powerWindowMs) + 1) * powerWindowMs)
}

const discarded = (deviceOutcomeReason: string): WithDeviceOutcome => ({
  fate: 'discarded',
  deviceOutcomeReason,
  releaseAt: null,
})

function waits(reason: string, isStorable: boolean, releaseAt: Date | null = null): WithDeviceOutcome {
  return isStorable
    ? { fate: 'stored', deviceOutcomeReason: reason, releaseAt }
    : discarded(`${reason}, not to be stored`)
}
