import { createHmac } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { deviceTokenHex, makeEnvironment, unique } from '@/db/factories'
import { environments } from '@/db/schema/companies'
import { inRollback } from '@/db/testing'
import { publicLimits } from '@/lib/keys/public-limit-table'
import { limitAddress } from '@/lib/keys/public-limits'
import { encrypt } from '@/lib/secrets'
import { withKey } from '@/lib/testing/contexts'
import { type ApiAnswer, withApi } from './testing'

type Api = Parameters<Parameters<typeof withApi>[0]>[0]

/** Repeats a call until it is rejected. Returns the rejection and the number of successful calls before it. */
async function untilRefused(ask: () => Promise<ApiAnswer>, max: number) {
  for (let good = 0; good <= max; good++) {
    const answer = await ask()
    if (answer.status >= 400) return { good, answer }
  }
  throw new Error(`${max} calls were taken`)
}

const device = (given: object = {}) => ({ deviceToken: deviceTokenHex(), permission: 'authorized', ...given })
const register = ({ ask }: Api, key: string, body: object) => ask('put', '/api/v1/devices', { key, body })
const evaluate = ({ url }: Api, key: string, targetingKey: string) =>
  fetch(`${url}/ofrep/v1/evaluate/flags/push-permission-prompt`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify({ context: { targetingKey } }),
  })

function userToken(sub: string, secret: string) {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub, exp: Math.floor(Date.now() / 1000) + 600 })}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

// Stop the clock: a window that ends meanwhile would let more calls through.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

describe('a publishable key', () => {
  it('limits device registrations per customer, independently of other customers', () =>
    withApi(async (api) => {
      const user = { id: unique('user') }
      const { customer } = publicLimits.registration
      const { good, answer } = await untilRefused(() => register(api, api.pk, device({ user })), customer)
      expect(good).toBe(customer)
      expect(answer).toMatchObject({ status: 429, body: { code: 'rate_limited' } })
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      expect((await register(api, api.pk, device({ user: { id: unique('other') } }))).status).toBe(201)
      expect((await register(api, api.sk, device({ user }))).status).toBe(201)
    }))

  it('limits how often a device moves between customers', () =>
    withApi(async (api) => {
      const deviceToken = deviceTokenHex()
      const ask = () => register(api, api.pk, device({ deviceToken, user: { id: unique('user') } }))
      expect((await untilRefused(ask, publicLimits.registration.device)).good).toBe(publicLimits.registration.device)
    }))

  it('limits evaluations per customer, independently of other customers', () =>
    withApi(async (api) => {
      const name = unique('client')
      const statuses: number[] = []
      for (let n = 0; n <= publicLimits.evaluation.customer; n++)
        statuses.push((await evaluate(api, api.pk, name)).status)
      expect(new Set(statuses.slice(0, -1))).toEqual(new Set([200]))
      expect(statuses.at(-1)).toBe(429)
      expect((await evaluate(api, api.pk, unique('client'))).status).toBe(200)
    }))

  it('doesn’t use up a customer’s limit without proof of identity', () =>
    withApi(async (api) => {
      const identitySecret = encrypt('the secret', `environments.identity_secret:${api.environment.id}`)
      const own = eq(environments.id, api.environment.id)
      await api.db.update(environments).set({ identitySecret, requiresIdentity: true }).where(own)
      const user = { id: unique('alice') }
      const headers = { 'user-token': userToken(user.id, 'the secret') }
      const { customer } = publicLimits.registration
      for (let n = 0; n <= customer; n++) expect((await register(api, api.pk, device({ user }))).status).toBe(401)
      for (let n = 0; n <= publicLimits.evaluation.customer; n++) await evaluate(api, api.pk, user.id)
      const body = device({ user })
      expect((await api.ask('put', '/api/v1/devices', { key: api.pk, body, headers })).status).toBe(201)
      const context = { targetingKey: user.id, user }
      expect(
        (await api.ask('post', '/ofrep/v1/evaluate/flags', { key: api.pk, body: { context }, headers })).status,
      ).toBe(200)
    }))

  it('counts each prompt event in a call', () =>
    withApi(async (api) => {
      const user = { anonymousId: unique('visitor') }
      const at = new Date().toISOString()
      const send = () => {
        const events = Array.from({ length: 100 }, () => ({ id: unique('event'), kind: 'displayed', user, at }))
        return api.ask('post', '/api/v1/prompt/events', { key: api.pk, body: { events } })
      }
      const { good, answer } = await untilRefused(send, publicLimits.event.customer)
      expect(good).toBe(publicLimits.event.customer / 100)
      expect(answer.status).toBe(429)
    }))

  it('is limited per address, independently of other addresses', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const ctx = await withKey(db, { environmentId, kind: 'publishable' })
      const from = (ip: string) => limitAddress({ ...ctx, ip }, 'registration')
      const often = () => {
        for (let n = 0; n < publicLimits.registration.address; n++) from('203.0.113.9')
      }
      often()
      expect(() => from('203.0.113.9')).toThrow(expect.objectContaining({ reason: 'too-many' }))
      from('203.0.113.10')
      for (let n = 0; n <= publicLimits.registration.address; n++) from('127.0.0.1')
      vi.setSystemTime(Date.now() + publicLimits.registration.seconds * 1_000)
      often()
    }))
})
