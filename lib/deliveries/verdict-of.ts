import type { Sendable } from '@/db/queries/sending'
import { storable } from '@/db/storable'
import { type Decision, decide } from './decide'
import type { Sent } from './send-outcome'
import type { Verdict } from './verdict'

/** An attempt and what follows from it. */
export function verdictOf(
  delivery: Sendable,
  { outcome, exchange }: Sent,
  startedAt: Date,
): Verdict & { decision: Decision } {
  const now = new Date()
  const decision = decide(outcome, { attempt: delivery.attemptCount + 1, expiresAt: delivery.expiresAt, now })
  const { status, reason } = decision
  return {
    delivery,
    state: decision.state,
    reason,
    startAfter: decision.nextAttemptAt ?? undefined,
    decision,
    attempt: {
      outcome: decision.outcome,
      status,
      reason,
      exchange,
      response:
        outcome.kind === 'response'
          ? { headers: exchange.responseHeaders ?? {}, body: outcome.body }
          : { headers: {}, body: outcome.detail === undefined ? undefined : { error: storable(outcome.detail, 300) } },
      apnsUniqueId: outcome.kind === 'response' ? outcome.uniqueId : undefined,
      deadSince: outcome.kind === 'response' ? outcome.timestamp : undefined,
      startedAt,
      durationMs: now.getTime() - startedAt.getTime(),
    },
  }
}
