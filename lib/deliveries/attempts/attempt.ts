import type { Answer, Attempt } from '@/db/queries/sending/attempts'
import type { Sendable } from '@/db/queries/sending/sending'
import { explainReason } from '@/lib/apns/explanations/explain'

/** What APNs's no to the environment turns out to be: this device's or message's own fault, or one that holds the queue. */
export type Rejection = 'own' | { again: Date; probeAt: Date }
/** How many requests a delivery gets, and how long the waits between them are. */
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

/** A request that was made, its answer, and what follows. */
export function attemptOf(delivery: Sendable, answer: Answered['answer'], follows: Follows = {}): Answered {
  const { attemptCount, expiresAt } = delivery
  return { delivery, answer, ...decide(answer, { attempt: attemptCount + 1, expiresAt, now: new Date(), ...follows }) }
}

/** What follows from an answer, or from its absence: the delivery's end or next time, a hold, and what it says of the device. */
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
  // A 429 says how fast, not that it won’t be taken.
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

/** APNs says no to what all pushes of the environment have in common: its key, topic or setting. */
export const isOfEnvironment = ({ outcome, status, reason }: Answer) =>
  outcome !== 'accepted' && explainReason(reason, status).retry === 'after_repair'

/** It may be taken later, whether another request is made or not. */
export const isPassing = ({ outcome, status, reason }: Answer) =>
  outcome !== 'accepted' && explainReason(reason, status).retry === 'later'

/** No request was made: it goes back, unchanged but for what it waits for. */
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

/** Doubles with each attempt, up to ten minutes; jittered by half, so that what failed together does not return together. */
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
