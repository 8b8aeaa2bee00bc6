import type { AttemptOutcome } from '@/db/schema/notifications'
import { explainReason } from '../apns/explain'
import { retryWaitMs } from './retry-wait'
import type { SendOutcome } from './send-outcome'

export type Decision = {
  state: 'accepted' | 'failed' | 'retrying'
  outcome: AttemptOutcome
  status: number | null
  reason: string | null
  /** While retrying: not before this. */
  nextAttemptAt: Date | null
  device: 'keep' | 'suspect' | 'disable'
  /** The fault is the environment's: its queue waits until it is repaired. */
  isEnvironmentFault: boolean
  /** APNs counts pushes by device: everything else for it waits as long. */
  isDeviceThrottled: boolean
}

/** What follows from an answer, or from its absence. */
export function decide(
  sent: SendOutcome,
  { attempt, expiresAt, now, random }: { attempt: number; expiresAt: Date; now: Date; random?: () => number },
): Decision {
  const facts = factsOf(sent)
  const none = { device: 'keep', isEnvironmentFault: false, isDeviceThrottled: false } as const
  if (facts.outcome === 'accepted') return { ...facts, ...none, state: 'accepted', nextAttemptAt: null }

  const { retry, devicePolicy, waitMsMin = 0, waitMsMax } = explainReason(facts.reason, facts.status)
  const common = { ...facts, ...none, device: devicePolicy }
  if (retry === 'no') return { ...common, state: 'failed', nextAttemptAt: null }
  const askedMs = sent.kind === 'response' ? (sent.retryAfterMs ?? 0) : 0
  const waitMs = retryWaitMs(attempt, { leastMs: Math.max(waitMsMin, askedMs), mostMs: waitMsMax, random })
  return {
    ...common,
    state: 'retrying',
    nextAttemptAt: new Date(Math.min(now.getTime() + waitMs, expiresAt.getTime())),
    isEnvironmentFault: retry === 'after_repair',
    isDeviceThrottled: facts.reason === 'TooManyRequests',
  }
}

function factsOf(sent: SendOutcome): { outcome: AttemptOutcome; status: number | null; reason: string | null } {
  if (sent.kind === 'transport')
    return { outcome: sent.processed === 'unknown' ? 'unknown' : 'not_sent', status: null, reason: sent.code }
  const { status, reason } = sent
  if (status >= 200 && status < 300) return { outcome: 'accepted', status, reason: null }
  return { outcome: 'rejected', status, reason: reason ?? `http_${status}` }
}
