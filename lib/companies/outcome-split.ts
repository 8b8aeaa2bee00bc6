import type { DeliveryState } from '@/db/schema/notifications'

export const outcomeKeys = ['accepted', 'suppressed', 'failed', 'expired', 'waiting'] as const
export type OutcomeKey = (typeof outcomeKeys)[number]

export type OutcomeSplit = Record<OutcomeKey, number> & {
  total: number
  /** Counting stopped at a limit, so there are at least this many. */
  isCapped: boolean
  /** The outcomes whose count is capped. */
  cappedOutcomes: readonly OutcomeKey[]
}

const waiting: readonly DeliveryState[] = ['queued', 'sending', 'retrying']

export function splitOf(counts: readonly { state: DeliveryState; count: number; isCapped: boolean }[]): OutcomeSplit {
  const split = { accepted: 0, suppressed: 0, failed: 0, expired: 0, waiting: 0, total: 0 }
  const capped = new Set<OutcomeKey>()
  for (const { state, count, isCapped } of counts) {
    split[outcomeOf(state)] += count
    split.total += count
    if (isCapped) capped.add(outcomeOf(state))
  }
  return { ...split, isCapped: capped.size > 0, cappedOutcomes: [...capped] }
}

/** The accepted share of deliveries that were sent and have ended; null if there are none. */
export function acceptedShareOf({ accepted, failed, expired }: OutcomeSplit): number | null {
  const sent = accepted + failed + expired
  return sent > 0 ? accepted / sent : null
}

function outcomeOf(state: DeliveryState): OutcomeKey {
  if (waiting.includes(state)) return 'waiting'
  return state as Exclude<DeliveryState, 'queued' | 'sending' | 'retrying'>
}
