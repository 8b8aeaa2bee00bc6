import type { DeliveryState } from '@/db/schema/notifications'

export type OutcomeSplit = Record<'accepted' | 'suppressed' | 'failed' | 'expired' | 'waiting', number> & {
  total: number
  /** Counting stopped somewhere: there are at least this many. */
  isCapped: boolean
}

const waiting: readonly DeliveryState[] = ['queued', 'sending', 'retrying']

export function splitOf(
  counts: readonly { state: DeliveryState; count: number }[],
  countMax = Number.POSITIVE_INFINITY,
) {
  const split: OutcomeSplit = {
    accepted: 0,
    suppressed: 0,
    failed: 0,
    expired: 0,
    waiting: 0,
    total: 0,
    isCapped: false,
  }
  for (const { state, count } of counts) {
    split[outcomeOf(state)] += count
    split.total += count
    split.isCapped ||= count >= countMax
  }
  return split
}

function outcomeOf(state: DeliveryState) {
  if (waiting.includes(state)) return 'waiting'
  return state as Exclude<DeliveryState, 'queued' | 'sending' | 'retrying'>
}
