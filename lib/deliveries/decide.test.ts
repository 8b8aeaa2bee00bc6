import { describe, expect, it } from 'vitest'
import { explainReason, knownReasons } from '../apns/explain'
import { decide } from './decide'
import type { SendOutcome } from './send-outcome'

const now = new Date('2026-01-01T12:00:00Z')
const in_ = (ms: number) => new Date(now.getTime() + ms)

const retried = knownReasons.filter((reason) => explainReason(reason).retry !== 'no')
const answers: [string, SendOutcome][] = retried.flatMap((reason): [string, SendOutcome][] => {
  const status = explainReason(reason).status ?? (Number(reason.replace('http_', '')) || 503)
  return [
    [reason, { kind: 'response', status, reason }],
    [`${reason}, to be asked again in a day`, { kind: 'response', status, reason, retryAfterMs: 86_400_000 }],
  ]
})

describe('a delivery that is sent again', () => {
  it.each(answers)('never goes out after its expiry: %s', (_, outcome) => {
    for (const leftMs of [1, 500, 60_000])
      for (const attempt of [1, 5, 30])
        for (const random of [0, 0.999]) {
          const expiresAt = in_(leftMs)
          const { state, nextAttemptAt } = decide(outcome, { attempt, expiresAt, now, random: () => random })
          expect(state).toBe('retrying')
          expect(nextAttemptAt?.getTime()).toBeGreaterThan(now.getTime())
          expect(nextAttemptAt?.getTime()).toBeLessThanOrEqual(expiresAt.getTime())
        }
  })

  it.each(answers)('never goes out sooner than it was asked to: %s', (_, outcome) => {
    const askedMs = outcome.kind === 'response' ? (outcome.retryAfterMs ?? 0) : 0
    for (const attempt of [1, 5, 30]) {
      const { nextAttemptAt } = decide(outcome, { attempt, expiresAt: in_(864_000_000), now, random: () => 0 })
      expect(nextAttemptAt?.getTime()).toBeGreaterThanOrEqual(now.getTime() + askedMs)
    }
  })
})
