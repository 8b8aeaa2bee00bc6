import type { Answer, Attempt } from '@/db/queries/sending/attempts'
import type { Sendable } from '@/db/queries/sending/sending'
import { explainReason } from '@/lib/apns/explanations/explain'

/** The effect of a rejection of the environment: only this delivery is at fault, or the queue goes on hold. */
export type Rejection = 'own' | { again: Date; probeAt: Date }
/** How many requests a delivery gets, and how long to wait between them. */
type Schedule = { triesMax: number | null; firstSeconds: number; longestSeconds: number }
type Given = {
  attempt: number
  expiresAt: Date
  now: Date
  rejection?: Rejection
  schedule?: Schedule
  random?: () => number
}
type Follows = Pick<Given, 'rejection' | 'schedule'>
type Answered = Attempt & { answer: NonNullable<Attempt['answer']> }

/** Returns an attempt: the response to a request, and what follows from it. */
export function attemptOf(delivery: Sendable, answer: Answered['answer'], follows: Follows = {}): Answered {
  const { attemptCount, expiresAt } = delivery
  return { delivery, answer, ...decide(answer, { attempt: attemptCount + 1, expiresAt, now: new Date(), ...follows }) }
}

/** Decides what follows from a response or its absence: an end or a retry, a hold, and what happens to the device. */
export function decide(
  answer: Answer,
  { attempt, expiresAt, now, rejection, schedule, random }: Given,
): Omit<Attempt, 'delivery' | 'answer'> {
  const { outcome, status, reason, retryAfterMs = 0 } = answer
  if (outcome === 'accepted') return { state: 'accepted', reason, device: 'keep' }

  const { retry, devicePolicy: device, waitMsMin = 0, waitMsMax } = explainReason(reason, status)
  if (retry === 'no' || rejection === 'own') return { state: 'failed', reason, device }
  const before = (at: Date) => (at < expiresAt ? at : expiresAt)
  if (rejection) {
    const { again, probeAt } = rejection
    return { state: 'retrying', reason, device, startAfter: before(again), isOnHold: true, holds: { probeAt } }
  }
  // A 429 limits the pace; it doesn't mean that the delivery won't be accepted.
  if (schedule?.triesMax && attempt >= schedule.triesMax && status !== 429) return { state: 'failed', reason, device }
  const mostMs = schedule ? Math.min(schedule.longestSeconds * 1_000, waitMsMax ?? longestMs) : waitMsMax
  const waitMs = retryWaitMs(attempt, {
    leastMs: Math.max(waitMsMin, retryAfterMs),
    firstMs: schedule && schedule.firstSeconds * 1_000,
    mostMs,
    random,
  })
  return {
    state: 'retrying',
    reason,
    device,
    startAfter: before(new Date(now.getTime() + waitMs)),
    isDeviceThrottled: reason === 'TooManyRequests',
  }
}

/** APNs rejected something that all of the environment's pushes share: its key, topic, or setting. */
export const isOfEnvironment = ({ outcome, status, reason }: Answer) =>
  outcome !== 'accepted' && explainReason(reason, status).retry === 'after_repair'

/** The same request may succeed later, whether or not it is retried. */
export const isPassing = ({ outcome, status, reason }: Answer) =>
  outcome !== 'accepted' && explainReason(reason, status).retry === 'later'

/** Puts a delivery back into the queue without an attempt. Only its due time and its reason to wait change. */
export const waits = (delivery: Sendable, startAfter: Date, reason: string | null = null): Attempt => ({
  delivery,
  reason,
  startAfter: startAfter < delivery.expiresAt ? startAfter : delivery.expiresAt,
})

export const isEnd = ({ startAfter }: Attempt) => startAfter === undefined

export const endOf = ({ startedAt, durationMs }: { startedAt: Date; durationMs: number }) =>
  new Date(startedAt.getTime() + durationMs)

const firstMsDefault = 1_000
const longestMs = 10 * 60_000

/** Doubles with each attempt, up to ten minutes. Jitter of up to half spreads out deliveries that failed together. */
export function retryWaitMs(
  attempt: number,
  {
    leastMs = 0,
    firstMs = firstMsDefault,
    mostMs = longestMs,
    random = Math.random,
  }: { leastMs?: number; firstMs?: number; mostMs?: number; random?: () => number } = {},
): number {
  const grown = Math.min(firstMs * 2 ** (attempt - 1), mostMs)
  return Math.round(Math.max(leastMs, grown) * (1 + random() / 2))
}
