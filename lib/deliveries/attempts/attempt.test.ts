import { describe, expect, it } from 'vitest'
import { makeDelivery, makeEnvironment } from '@/db/factories'
import type { Answer } from '@/db/queries/sending/attempts'
import { loadSendables } from '@/db/queries/sending/sending'
import { inRollback } from '@/db/testing'
import { explainReason, knownReasons } from '@/lib/apns/explanations/explain'
import { decide, waits } from './attempt'

const now = new Date('2026-01-01T12:00:00Z')
const in_ = (ms: number) => new Date(now.getTime() + ms)

const retried = knownReasons.filter((reason) => explainReason(reason).retry !== 'no')
const answers: [string, Answer][] = retried.flatMap((reason): [string, Answer][] => {
  const status = explainReason(reason).status ?? (Number(reason.replace('http_', '')) || 503)
  const answer: Answer = { outcome: 'rejected', status, reason }
  return [
    [reason, answer],
    [`${reason}, to be asked again in a day`, { ...answer, retryAfterMs: 86_400_000 }],
  ]
})

describe('a retried delivery', () => {
  it.each(answers)('never goes out after its expiry: %s', (_, answer) => {
    for (const leftMs of [1, 500, 60_000])
      for (const attempt of [1, 5, 30])
        for (const random of [0, 0.999]) {
          const expiresAt = in_(leftMs)
          const { state, startAfter } = decide(answer, { attempt, expiresAt, now, random: () => random })
          expect(state).toBe('retrying')
          expect(startAfter?.getTime()).toBeGreaterThan(now.getTime())
          expect(startAfter?.getTime()).toBeLessThanOrEqual(expiresAt.getTime())
        }
  })

  it.each(answers)('never goes out before the requested delay is over: %s', (_, answer) => {
    for (const attempt of [1, 5, 30]) {
      const { startAfter } = decide(answer, { attempt, expiresAt: in_(864_000_000), now, random: () => 0 })
      expect(startAfter?.getTime()).toBeGreaterThanOrEqual(now.getTime() + (answer.retryAfterMs ?? 0))
    }
  })
})

describe('a rejection of a whole environment', () => {
  const answer: Answer = { outcome: 'rejected', status: 403, reason: 'InvalidProviderToken' }
  const given = { attempt: 1, expiresAt: in_(60_000), now }

  it('puts its queue on hold until the next probe', () => {
    const rejection = { again: in_(5_000), probeAt: in_(3_000) }
    expect(decide(answer, { ...given, rejection })).toMatchObject({
      state: 'retrying',
      startAfter: in_(5_000),
      isOnHold: true,
      holds: { probeAt: in_(3_000) },
      device: 'keep',
    })
  })

  it('holds a delivery no longer than until it expires', () => {
    const rejection = { again: in_(61_000), probeAt: in_(3_000) }
    expect(decide(answer, { ...given, rejection }).startAfter).toEqual(in_(60_000))
  })

  it('fails only the delivery if the fault is its own', () => {
    expect(decide(answer, { ...given, rejection: 'own' })).toEqual({
      state: 'failed',
      reason: 'InvalidProviderToken',
      device: 'keep',
    })
  })
})

it.each([
  ['as long as it should, where that is before its expiry', 60_000, 60_001],
  ['to its expiry, where that comes first', 60_000, 59_999],
])('a delivery waits %s', (_, waitMs, leftMs) =>
  inRollback(async (db) => {
    const from = new Date()
    const { id: environmentId } = await makeEnvironment(db)
    const after = (ms: number) => new Date(from.getTime() + ms)
    const { id } = await makeDelivery(db, { environmentId, state: 'queued', endedAt: null, expiresAt: after(leftMs) })
    const [delivery] = await loadSendables(db, { ids: [id], now: from })
    expect(delivery && waits(delivery, after(waitMs)).startAfter).toEqual(after(Math.min(waitMs, leftMs)))
  }),
)
