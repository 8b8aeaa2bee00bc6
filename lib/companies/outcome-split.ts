import type { DeliveryState } from '@/db/schema/notifications'

export type OutcomeSplit = Record<'accepted' | 'suppressed' | 'failed' | 'expired' | 'waiting', number> & {
  total: number
  /** Counting stopped somewhere: there are at least this many. */
  isCapped: boolean
}

const waiting: readonly DeliveryState[] = ['queued', 'sending', 'retrying']

export function splitOf(counts: readonly { state: DeliveryState; count: number; isCapped: boolean }[]) {
  const split: OutcomeSplit = {
    accepted: 0,
    suppressed: 0,
    failed: 0,
    expired: 0,
    waiting: 0,
    total: 0,
    isCapped: false,
  }
  for (const { state, count, isCapped } of counts) {
    split[outcomeOf(state)] += count
    split.total += count
    split.isCapped ||= isCapped
  }
  return split
}

/** Of those that were sent and have ended; null where there are none. */
export function acceptedShareOf({ accepted, failed, expired }: OutcomeSplit): number | null {
  const sent = accepted + failed + expired
  return sent > 0 ? accepted / sent : null
}

function outcomeOf(state: DeliveryState) {
  if (waiting.includes(state)) return 'waiting'
  return state as Exclude<DeliveryState, 'queued' | 'sending' | 'retrying'>
}
