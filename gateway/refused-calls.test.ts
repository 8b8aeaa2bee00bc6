import { createHmac } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { deviceTokenHex, makeApiKey, unique } from '@/db/factories'
import { environments } from '@/db/schema/companies'
import { refusedCalls } from '@/db/schema/refused-calls'
import { endedKeyOf } from '@/lib/keys/ended-key'
import { mayKeepRefusal, refusedCallsMax } from '@/lib/refused-calls/keep-refused-call'
import { encrypt } from '@/lib/secrets'
import { withApi } from './testing'

type Api = Parameters<Parameters<typeof withApi>[0]>[0]

const kept = ({ db, environment }: Api) =>
  db.select().from(refusedCalls).where(eq(refusedCalls.environmentId, environment.id))

const token = (sub: string) => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub, exp: Math.floor(Date.now() / 1000) + 600 })}`
  return `${text}.${createHmac('sha256', 'another secret').update(text).digest('base64url')}`
}

const device = (user: object) => ({ deviceToken: deviceTokenHex(), user, permission: 'authorized' })
const message = (user: object, more = {}) => ({
  ...{ id: unique('message'), type: 'live', conversationId: unique('conversation'), title: 'Title', body: 'Body' },
  ...{ user, ...more },
})

describe('a rejected call', () => {
  it('is recorded with its error, however the customer is named: registration, deregistration, events, presence, evaluation', () =>
    withApi(async (api) => {
      const { ask, pk, db, environment } = api
      const identitySecret = encrypt('the secret', `environments.identity_secret:${environment.id}`)
      const own = eq(environments.id, environment.id)
      await db.update(environments).set({ identitySecret, requiresIdentity: true }).where(own)
      const id = unique('maria')
      const headers = { 'user-token': token(id), 'x-request-id': 'request-of-the-app' }
      const event = { id: unique('event'), kind: 'displayed', user: { id }, at: new Date().toISOString() }
      const calls = [
        ['put', '/api/v1/devices', device({ id })],
        ['delete', '/api/v1/devices', { deviceToken: deviceTokenHex(), user: { id } }],
        ['put', '/api/v1/presence', { user: { id }, app: 'active', chat: 'connected' }],
        ['post', '/api/v1/prompt/events', { events: [event] }],
        ['post', '/ofrep/v1/evaluate/flags', { context: { targetingKey: id, user: { id } } }],
      ] as const
      for (const [method, path, body] of calls)
        expect((await ask(method, path, { key: pk, body, headers })).status).toBe(401)
      const rows = await kept(api)
      expect(rows.map(({ call }) => call).sort()).toEqual(
        calls.map(([method, path]) => `${method.toUpperCase()} ${path}`).sort(),
      )
      for (const row of rows)
        expect(row).toMatchObject({ customer: id, namedAs: 'user', status: 401, code: 'identity_token_invalid' })
      expect(rows[0]).toMatchObject({ requestId: 'request-of-the-app', keyKind: 'publishable', field: '' })
      const told = JSON.stringify(rows)
      expect(told).toContain('isn’t signed with this environment’s secret')
      expect(told).not.toContain(headers['user-token'])
    }))

  it('is recorded with its field, conflict, length, or key, and none of its data', () =>
    withApi(async (api) => {
      const { ask, pk, sk } = api
      const [id, title] = [unique('maria'), unique('title')]
      const wrong = { ...device({ id }), deviceToken: 'not hexadecimal' }
      await ask('put', '/api/v1/devices', { key: pk, body: wrong })
      await ask('put', '/api/v1/devices', { key: pk, body: { ...device({ anonymousId: id }), permission: 'yes' } })
      const first = message({ id }, { title })
      await ask('post', '/api/v1/messages', { key: sk, body: first })
      const calls = [
        [sk, { ...first, body: 'Another body' }, 409, ''],
        [sk, message({ id }, { title, conversationId: 7 }), 400, 'conversationId'],
        [sk, message({ id }, { title, body: 'x'.repeat(70_000) }), 413, ''],
        [pk, message({ id }, { title }), 403, ''],
      ] as const
      for (const [key, body, status] of calls)
        expect((await ask('post', '/api/v1/messages', { key, body })).status).toBe(status)
      const push = { to: { user: { id } }, payload: { aps: {} }, headers: { 'apns-priority': {} } }
      expect((await ask('post', '/api/v1/push', { key: sk, body: push })).status).toBe(400)
      const rows = await kept(api)
      expect(rows.filter(({ customer }) => customer === id)).toHaveLength(7)
      expect(rows.find(({ field }) => field === 'deviceToken')).toMatchObject({
        call: 'PUT /api/v1/devices',
        status: 400,
      })
      expect(rows.find(({ field }) => field === 'permission')).toMatchObject({ namedAs: 'anonymous' })
      const ofMessages = rows.filter(({ call }) => call === 'POST /api/v1/messages')
      for (const [, , status, field] of calls)
        expect(ofMessages).toContainEqual(expect.objectContaining({ status, field }))
      expect(JSON.stringify(rows)).not.toContain(title)
    }))

  it('is counted when repeated, and only the newest per customer are kept', () =>
    withApi(async (api) => {
      const { ask, pk } = api
      const id = unique('maria')
      for (const requestId of ['first-of-these', 'last-of-these'])
        await ask('put', '/api/v1/devices', {
          ...{ key: pk, body: { ...device({ id }), permission: 'yes' } },
          headers: { 'x-request-id': requestId },
        })
      expect(await kept(api)).toMatchObject([{ refusedCount: 2, requestId: 'last-of-these' }])
      for (let n = 0; n < refusedCallsMax.ofCustomer + 3; n += 1)
        await ask('put', '/api/v1/devices', { key: pk, body: { ...device({ id }), [`field${n}`]: n } })
      expect((await kept(api)).length).toBe(refusedCallsMax.ofCustomer)
    }))

  it('is shown with its customer', () =>
    withApi(async (api) => {
      const { ask, pk, sk } = api
      const id = unique('maria')
      await ask('put', '/api/v1/devices', { key: pk, body: device({ id }) })
      await ask('put', '/api/v1/devices', { key: pk, body: { ...device({ id }), permission: 'yes' } })
      const { body } = await ask('get', `/api/v1/customers/${id}`, { key: sk })
      expect(body.refusedCalls).toMatchObject([
        { call: 'PUT /api/v1/devices', status: 400, code: 'invalid', field: 'permission', refusedCount: 1 },
      ])
    }))

  it('isn’t recorded if it names no customer or its key is unknown', () =>
    withApi(async (api) => {
      const { ask, pk } = api
      await ask('put', '/api/v1/devices', { key: pk, body: { permission: 'authorized' } })
      await ask('put', '/api/v1/devices', { key: `pk_${'x'.repeat(32)}`, body: device({ id: unique('maria') }) })
      expect(await kept(api)).toEqual([])
    }))

  it('is recorded for a revoked key, by its last four characters', () =>
    withApi(async (api) => {
      const { ask, db, environment } = api
      const revoked = { revokedAt: new Date(Date.now() - 60_000) }
      const made = await makeApiKey(db, { environmentId: environment.id, kind: 'publishable', ...revoked })
      const id = unique('maria')
      expect((await ask('put', '/api/v1/devices', { key: made.key, body: device({ id }) })).status).toBe(401)
      const [row] = await kept(api)
      expect(row).toMatchObject({ customer: id, status: 401, code: 'key_invalid', keyKind: 'publishable' })
      expect(row?.detail).toContain(made.lastFour)
      expect(JSON.stringify(row)).not.toContain(made.key)
    }))

  it('is recorded at a limited rate for ended keys, without using up the limit of active keys', () => {
    const environmentId = unique('environment')
    const now = performance.now()
    let keptCount = 0
    while (mayKeepRefusal(environmentId, { isKeyLive: false, now })) keptCount += 1
    expect(keptCount).toBe(100)
    expect(mayKeepRefusal(environmentId, { now })).toBe(true)
  })

  it('limits look-ups of unknown keys', () =>
    withApi(async ({ db, environment }) => {
      const revoked = { revokedAt: new Date(Date.now() - 60_000) }
      const { key } = await makeApiKey(db, { environmentId: environment.id, kind: 'secret', ...revoked })
      const now = new Date()
      for (let n = 0; n < 100; n += 1) await endedKeyOf(db, `sk_${'x'.repeat(32)}${n}`, now)
      expect(await endedKeyOf(db, key, now)).toBeUndefined()
      const later = new Date(now.getTime() + 1_000)
      expect(await endedKeyOf(db, key, later)).toMatchObject({ environmentId: environment.id, kind: 'secret' })
    }))

  it('is erased for a customer who never registered', () =>
    withApi(async (api) => {
      const { ask, pk, sk } = api
      const id = unique('maria')
      await ask('put', '/api/v1/devices', { key: pk, body: { ...device({ id }), permission: 'yes' } })
      const erase = () => ask('delete', `/api/v1/customers/${id}`, { key: sk })
      expect((await erase()).status).toBe(204)
      expect(await kept(api)).toEqual([])
      expect((await erase()).status).toBe(404)
    }))

  it('is deleted with its customer', () =>
    withApi(async (api) => {
      const { ask, pk, sk } = api
      const id = unique('maria')
      await ask('put', '/api/v1/devices', { key: pk, body: device({ id }) })
      await ask('put', '/api/v1/devices', { key: pk, body: { ...device({ id }), permission: 'yes' } })
      expect(await kept(api)).toHaveLength(1)
      expect((await ask('delete', `/api/v1/customers/${id}`, { key: sk })).status).toBe(204)
      expect(await kept(api)).toEqual([])
    }))
})
