import { isEnd, type Verdict } from './verdict'

const outcomeNotStored = 'outcome_not_stored'

/**
 * The end of a delivery whose outcome cannot be stored as it is: that a request was made and how it went, and nothing that
 * came from outside. What APNs or the company API accepted stays accepted; all else has failed, as a repeat would fail again.
 */
export function withoutDetails(verdict: Verdict): Verdict {
  const { delivery, state, attempt } = verdict
  return {
    delivery,
    state: state && isEnd(verdict) && state !== 'retrying' ? state : 'failed',
    reason: outcomeNotStored,
    attempt: attempt && {
      outcome: attempt.outcome,
      status: attempt.status,
      reason: outcomeNotStored,
      exchange: null,
      response: null,
      startedAt: attempt.startedAt,
      durationMs: attempt.durationMs,
    },
  }
}
