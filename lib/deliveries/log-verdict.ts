import { explainReason } from '../apns/explain'
import { log } from '../log'
import type { Verdict } from './verdict'

/** One line for each attempt that did not end well, and for each delivery that ended otherwise, which explains itself. */
export function logVerdict({ delivery, state, reason, startAfter, attempt }: Verdict) {
  if (!state) return
  const facts = {
    deliveryId: delivery.id,
    environmentId: delivery.environmentId,
    transport: delivery.transport,
    state,
    reason,
    attempt: delivery.attemptCount + (attempt ? 1 : 0),
    status: attempt?.status ?? undefined,
    outcome: attempt?.outcome,
    durationMs: attempt?.durationMs,
  }
  if (state === 'accepted') return log.debug(facts, 'accepted')
  const { meaning, retry } = explainReason(reason, attempt?.status)
  if (state !== 'retrying' || !startAfter) return log.info(facts, `${state}: ${meaning}`)
  const waitMs = Math.max(0, startAfter.getTime() - Date.now())
  const next = `attempt ${facts.attempt + 1} in ${inWords(waitMs)}, until ${delivery.expiresAt.toISOString()}`
  const line =
    retry === 'after_repair'
      ? `${meaning} The environment’s queue waits for a repair.`
      : `${meaning} Sent again: ${next}.`
  log.info({ ...facts, waitMs, nextAttemptAt: startAfter.toISOString() }, line)
}

function inWords(ms: number) {
  if (ms < 1_000) return `${ms} ms`
  return ms < 90_000 ? `${Math.round(ms / 1_000)} s` : `${Math.round(ms / 60_000)} min`
}
