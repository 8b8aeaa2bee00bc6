import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { deviceTokenHex, unique } from '@/db/factories'
import { apiKeys } from '@/db/schema/credentials'
import { makeServiceToken } from '@/db/staff-factories'
import { knownKeys } from '@/lib/keys/context-for-key'
import { withApi } from './testing'

afterEach(() => vi.useRealTimers())

const device = () => ({ deviceToken: deviceTokenHex(), user: { id: unique('user') }, permission: 'authorized' })

describe('the rate limit of a key', () => {
  it('is enforced with 429 and whole seconds to wait, and doesn’t slow down other keys', () =>
    withApi(async ({ ask, db, pk, pkId, sk }) => {
      await db.update(apiKeys).set({ ratePerSecondMax: 1 }).where(eq(apiKeys.id, pkId))
      expect((await ask('put', '/api/v1/devices', { key: pk, body: device() })).status).toBe(201)
      const refused = await ask('put', '/api/v1/devices', { key: pk, body: device() })
      expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } })
      expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
      expect((await ask('put', '/api/v1/devices', { key: sk, body: device() })).status).toBe(201)
    }))
})

describe('wrong keys', () => {
  it('are throttled after many attempts, but a valid key from the same address isn’t', () =>
    withApi(async ({ ask, pk }) => {
      // The allowance refills with time, so a slow machine would never use it up.
      vi.useFakeTimers({ toFake: ['Date', 'performance'] })
      const statuses = new Set<number>()
      for (let tries = 0; tries < 800; tries++)
        statuses.add((await ask('get', '/api/v1/deliveries', { key: 'sk_wrong' })).status)
      expect([...statuses]).toEqual([401, 429])
      vi.useRealTimers()
      expect((await ask('put', '/api/v1/devices', { key: pk, body: device() })).status).toBe(201)
    }))
})

describe('an address with many wrong keys', () => {
  const from = { 'x-forwarded-for': '192.0.2.201' }
  const devices = '/api/v1/devices'

  it('can’t look up keys that haven’t worked before, while keys that have worked continue', () =>
    withApi(async ({ ask, db, pk, sk, environment }) => {
      vi.useFakeTimers({ toFake: ['Date', 'performance'] })
      const { token } = await makeServiceToken(db, { role: 'admin' })
      const look = (key: string, headers = from) => ask('get', '/api/v1/deliveries', { key, headers })
      const manage = (key: string, headers = from) => ask('get', '/api/v1/manage/companies', { key, headers })
      expect((await look(sk)).status).toBe(200)
      for (let tries = 0; tries < 601; tries++) await look('sk_wrong')
      expect((await ask('put', devices, { key: pk, body: device(), headers: from })).body).toMatchObject({
        code: 'rate_limited',
      })
      expect((await manage(token)).status).toBe(429)
      expect((await manage(token, { 'x-forwarded-for': '192.0.2.202' })).status).toBe(200)
      knownKeys(db).forget(environment.id)
      expect([(await look(sk)).status, (await manage(token)).status]).toEqual([200, 200])
      vi.useRealTimers()
    }))
})

describe('a revoked key', () => {
  it('is accepted for at most five seconds without a revocation notice, and not at all with one', () =>
    withApi(async ({ ask, db, pk, pkId, sk, skId, environment }) => {
      const look = (key: string) => ask('delete', '/api/v1/devices', { key, body: { uuid: 'u', user: { id: 'a' } } })
      expect([(await look(pk)).status, (await look(sk)).status]).toEqual([204, 204])
      for (const id of [pkId, skId]) await db.update(apiKeys).set({ revokedAt: new Date() }).where(eq(apiKeys.id, id))
      vi.setSystemTime(Date.now() + 5_001)
      expect((await look(pk)).status).toBe(401)
      knownKeys(db).forget(environment.id)
      expect((await look(sk)).status).toBe(401)
    }))
})

describe('arbitrary input', () => {
  const calls = [
    ['put', '/api/v1/devices', 'pk'],
    ['delete', '/api/v1/devices', 'pk'],
    ['put', '/api/v1/presence', 'pk'],
    ['post', '/api/v1/receipts', 'pk'],
    ['post', '/api/v1/prompt/events', 'pk'],
    ['post', '/api/v1/messages', 'sk'],
    ['post', '/api/v1/messages/batch', 'sk'],
    ['post', '/api/v1/push', 'sk'],
    ['post', '/ofrep/v1/evaluate/flags', 'pk'],
  ] as const
  const names = [
    'deviceToken',
    'uuid',
    'user',
    'id',
    'permission',
    'to',
    'payload',
    'aps',
    'headers',
    'messages',
    'events',
  ]
  const key = fc.oneof(fc.constantFrom(...names, '__proto__', 'constructor', 'toString'), fc.string({ unit: 'binary' }))
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, 0, -1, 1.5, 1e308, '', 'a', 'ab', '\0', '\ud800', '💬', '2026-01-31T12:00:00Z'),
      fc.string({ unit: 'binary' }),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.array(fc.tuple(key, tie('value')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
    ),
  }))

  it.each(calls)('never causes an internal error as the body of %s %s', (method, path, kind) =>
    withApi(async ({ ask, pk, sk }) => {
      await fc.assert(
        fc.asyncProperty(value, async (body) => {
          const answer = await ask(method, path, { key: kind === 'pk' ? pk : sk, body })
          expect(answer.status, JSON.stringify(body)).toBeLessThan(500)
          expect(answer.status).toBeGreaterThanOrEqual(200)
        }),
        { numRuns: 60 },
      )
    }),
  )

  it('never causes an internal error as a query', () =>
    withApi(async ({ ask, sk }) => {
      const parameter = fc.constantFrom('state', 'reason', 'cursor', 'limit', 'since', 'user', 'deviceId', 'x')
      await fc.assert(
        fc.asyncProperty(parameter, fc.string({ unit: 'grapheme' }), async (name, text) => {
          const search = new URLSearchParams({ [name]: text })
          const { status } = await ask('get', `/api/v1/deliveries?${search}`, { key: sk })
          expect([200, 400]).toContain(status)
        }),
        { numRuns: 80 },
      )
    }))

  it('never causes an internal error as a customer’s name in a path', () =>
    withApi(async ({ ask, sk }) => {
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (name) => {
          const path = `/api/v1/customers/${encodeURIComponent(name)}`
          const { status } = await ask('delete', path, { key: sk })
          expect([400, 404, 405]).toContain(status)
        }),
        { numRuns: 80 },
      )
    }))
})
