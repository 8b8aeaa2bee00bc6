import { formProblems } from '../check-aps'
import { isPushType } from '../push-types'
import type { DeviceState, Fate, KnownDevice } from './ports'

type Accepted = {
  headers: Record<string, string | undefined>
  payload: Record<string, unknown>
  device: KnownDevice | undefined
  nowMs: number
  /** Asked once, for a silent push that would wake the app. */
  isOverBudget: () => boolean
}

/** What becomes of an accepted push, as Apple's console tells it. */
export function fateOf({ headers, payload, device, nowMs, isOverBudget }: Accepted): {
  fate: Fate
  fateReason: string | null
} {
  const pushType = headers['apns-push-type']
  const known = isPushType(pushType) ? pushType : 'alert'
  if (formProblems(payload, known).length > 0) return { fate: 'discarded', fateReason: 'malformed' }
  const state: DeviceState = device?.state ?? 'active'
  if (state === 'notifications_disabled' && known === 'alert') return { fate: 'discarded', fateReason: 'disabled' }
  const expiration = headers['apns-expiration']
  const isStorable = expiration !== '0'
  if (expiration !== undefined && isStorable && Number(expiration) * 1000 <= nowMs)
    return { fate: 'discarded', fateReason: 'expired' }
  const priority = headers['apns-priority'] ?? '10'
  if (state === 'offline') return waits('offline', isStorable)
  if (state === 'low_power' && priority !== '10') return waits('power', isStorable)
  if (known === 'background' && isOverBudget()) return { fate: 'discarded', fateReason: 'background budget' }
  return { fate: 'delivered', fateReason: null }
}

function waits(reason: string, isStorable: boolean) {
  return isStorable
    ? { fate: 'stored' as const, fateReason: reason }
    : { fate: 'discarded' as const, fateReason: `${reason}, not to be stored` }
}
