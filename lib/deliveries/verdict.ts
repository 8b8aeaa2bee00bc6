import type { Sendable } from '@/db/queries/sending'
import type { AttemptOutcome } from '@/db/schema/notifications'
import type { Decision } from './decide'
import type { Exchange } from './send-outcome'

/** What is to be written of a delivery that a worker held: its end, its next time, or only that it waits some more. */
export type Verdict = {
  delivery: Sendable
  /** Undefined: unchanged, it only goes back into the queue. */
  state?: 'accepted' | 'failed' | 'expired' | 'suppressed' | 'retrying'
  reason: string | null
  /** Back into the queue; undefined ends it. */
  startAfter?: Date
  /** Due at once if the environment has been repaired by the time this is written. */
  waitsForRepair?: boolean
  /** After a fault of the environment: when the next device may be tried. */
  probeAt?: Date
  attempt?: Attempt
  decision?: Decision
}

export type Attempt = {
  outcome: AttemptOutcome
  status: number | null
  reason: string | null
  /** Null where it cannot be stored. */
  exchange: Exchange | null
  response: { headers: Record<string, string>; body?: unknown } | null
  apnsUniqueId?: string
  /** With a 410: since when APNs knows that the token is dead. */
  deadSince?: Date
  startedAt: Date
  durationMs: number
}

export const endOf = ({ startedAt, durationMs }: Pick<Attempt, 'startedAt' | 'durationMs'>) =>
  new Date(startedAt.getTime() + durationMs)

export const isEnd = ({ startAfter }: Verdict) => startAfter === undefined

/** It goes back, unchanged but for what it waits for. */
export const waits = (delivery: Sendable, startAfter: Date, reason: string | null = null): Verdict => ({
  delivery,
  reason,
  startAfter: startAfter < delivery.expiresAt ? startAfter : delivery.expiresAt,
})
