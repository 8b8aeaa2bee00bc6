import { describe, expect, it } from 'vitest'
import { makeEnvironment } from '@/db/factories'
import { findEndpoint } from '@/db/queries/settings/endpoint-settings'
import { inRollback } from '@/db/testing'
import { decide } from '@/lib/deliveries/attempts/attempt'
import { signedIn } from '@/lib/testing/contexts'
import { retryDefault, retryOf, retryWords } from './retry-schedule'
import { storeEndpoint } from './store-endpoint'

it.each([
  [
    retryDefault,
    'Pushdesk retries a failed request after 1s, 2s, 4s, and so on, at most 10m apart, until the notification expires.',
  ],
  [
    { triesMax: 8, firstSeconds: 5, longestSeconds: 60 },
    'Pushdesk retries a failed request after 5s, 10s, 20s, and so on, at most 1m apart, until 8 requests have failed.',
  ],
  [
    { triesMax: 3, firstSeconds: 10, longestSeconds: 600 },
    'Pushdesk retries a failed request after 10s and then 20s, until 3 requests have failed.',
  ],
  [
    { triesMax: null, firstSeconds: 30, longestSeconds: 30 },
    'Pushdesk retries a failed request every 30s, until the notification expires.',
  ],
  [{ triesMax: 1, firstSeconds: 1, longestSeconds: 600 }, 'Pushdesk doesn’t retry failed requests.'],
])('puts %o into words', (schedule, words) => {
  expect(retryWords(schedule)).toBe(words)
})

describe('a failed request', () => {
  const now = new Date('2027-03-01T12:00:00Z')
  const expiresAt = new Date('2027-03-02T12:00:00Z')
  const schedule = { triesMax: 3, firstSeconds: 5, longestSeconds: 15 }
  const next = (attempt: number, given: Partial<Parameters<typeof decide>[0]> = {}) => {
    const answer = { outcome: 'rejected', status: 503, reason: 'http_503', ...given } as const
    const { state, startAfter } = decide(answer, { attempt, expiresAt, now, schedule, random: () => 0 })
    return [state, startAfter && (startAfter.getTime() - now.getTime()) / 1_000]
  }

  it('is retried with waits that double up to the longest, and fails after the last try', () => {
    expect([1, 2, 3].map((attempt) => next(attempt))).toEqual([
      ['retrying', 5],
      ['retrying', 10],
      ['failed', undefined],
    ])
    expect(
      decide(
        { outcome: 'rejected', status: 503, reason: 'http_503' },
        {
          ...{ attempt: 9, expiresAt, now, random: () => 0 },
          schedule: { ...schedule, triesMax: null },
        },
      ).startAfter,
    ).toEqual(new Date(now.getTime() + 15_000))
  })

  it('waits longer if the server asks for it, and keeps retrying while the server returns 429', () => {
    expect(next(1, { retryAfterMs: 120_000 })).toEqual(['retrying', 120])
    expect(next(7, { status: 429, reason: 'http_429' })[0]).toBe('retrying')
  })
})

it('keeps the retry schedule unless another is given, and rejects an invalid one', () =>
  inRollback(async (db) => {
    const admin = await signedIn(db, { role: 'admin' })
    const { id: environmentId } = await makeEnvironment(db)
    const save = (retry?: object, url = 'https://a.example.com') =>
      storeEndpoint(admin, { environmentId, url, usedFor: 'uuid', ...(retry && { retry }) } as Parameters<
        typeof storeEndpoint
      >[1]) // an invalid schedule is sent too
    const stored = async () => {
      const row = await findEndpoint(db, { environmentId })
      return row && retryOf(row)
    }
    await save()
    expect(await stored()).toEqual(retryDefault)
    const given = { triesMax: 5, firstSeconds: 2, longestSeconds: 30 }
    await save(given)
    await save(undefined, 'https://b.example.com')
    expect(await stored()).toEqual(given)
    await expect(save({ ...given, firstSeconds: 60 })).rejects.toMatchObject({
      fields: { 'retry.longestSeconds': ['The longest wait can’t be shorter than the first one.'] },
    })
    await expect(save({ ...given, triesMax: 0 })).rejects.toMatchObject({
      fields: { 'retry.triesMax': ['At least 1.'] },
    })
    expect(await stored()).toEqual(given)
  }))
