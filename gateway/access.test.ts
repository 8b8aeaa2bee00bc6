import { describe, expect, it } from 'vitest'
import { deviceTokenHex, makeApiKey, makeEnvironment, unique } from '@/db/factories'
import { endKey } from '@/db/queries/settings/key-settings'
import { operationsOf } from './docs/operation'
import { documentOf } from './openapi'
import { keysOf, withApi } from './testing'

const id = '019a2b7c-5d1e-7f00-8a3b-4c5d6e7f8091'

/** The public API's calls and the keys they accept. Calls missing from this list must not exist. */
const calls = [
  ['get', '/api/v1/devices', 'sk'],
  ['put', '/api/v1/devices', 'pk, sk'],
  ['delete', '/api/v1/devices', 'pk, sk'],
  ['post', '/ofrep/v1/evaluate/flags', 'pk, sk'],
  ['post', '/ofrep/v1/evaluate/flags/{key}', 'pk, sk'],
  ['get', '/api/v1/prompt/stream', 'pk, sk'],
  ['post', '/api/v1/prompt/events', 'pk'],
  ['put', '/api/v1/presence', 'pk'],
  ['post', '/api/v1/messages', 'sk'],
  ['post', '/api/v1/messages/batch', 'sk'],
  ['post', '/api/v1/push', 'sk'],
  ['get', '/api/v1/deliveries', 'sk'],
  ['get', '/api/v1/deliveries/{id}', 'sk'],
  ['post', '/api/v1/deliveries/{id}/outcome', 'sk'],
  ['get', '/api/v1/notifications/{id}', 'sk'],
  ['get', '/api/v1/events', 'sk'],
  ['post', '/api/v1/receipts', 'pk'],
  ['post', '/api/v1/probes/{id}', 'pk'],
  ['get', '/api/v1/customers/{id}', 'sk'],
  ['delete', '/api/v1/customers/{id}', 'sk'],
  ['get', '/api/v1/customers/{id}/export', 'sk'],
  ['get', '/api/v1/customers/{id}/diagnosis', 'sk'],
] as const

/** Calls without a key: the URL contains the secret. */
const keyless = [['post', '/api/v1/triggers/{token}', '']]

const at = (path: string) => path.replace('{id}', id).replace('{key}', 'push-permission-prompt')
const bodyFor = (method: string) => (method === 'get' || method === 'delete' ? undefined : {})

describe.each(calls)('%s %s', (method, path, takes) => {
  it(`accepts only ${takes}`, () =>
    withApi(async ({ ask, pk, sk }) => {
      for (const [kind, key] of [
        ['pk', pk],
        ['sk', sk],
      ] as const) {
        const { status, body } = await ask(method, at(path), { key, body: bodyFor(method) })
        if (takes.includes(kind)) expect([401, 403], `with ${kind}`).not.toContain(status)
        else expect({ status, code: body.code }, `with ${kind}`).toEqual({ status: 403, code: 'wrong_key_kind' })
      }
    }))

  it('responds with 401 without an active key', () =>
    withApi(async ({ ask, db, environment }) => {
      const expired = await makeApiKey(db, { environmentId: environment.id, kind: 'secret' })
      await endKey(db, { environmentId: environment.id, keyId: expired.id, expiresAt: new Date(Date.now() - 1000) })
      const revoked = await makeApiKey(db, { environmentId: environment.id, kind: 'publishable' })
      await endKey(db, { environmentId: environment.id, keyId: revoked.id, revokedAt: new Date() })
      const wrong = [undefined, `sk_${'x'.repeat(32)}`, `pk_${'x'.repeat(32)}`, 'secret', expired.key, revoked.key]
      for (const key of wrong) {
        const { status, body, headers } = await ask(method, at(path), { key, body: bodyFor(method) })
        expect(status).toBe(401)
        expect(body.code).toBe(key ? 'key_invalid' : 'key_missing')
        expect(headers.get('www-authenticate')).toContain('Bearer')
      }
    }))
})

describe('the published description', () => {
  it('lists exactly these calls and kinds of key', () =>
    withApi(async ({ app }) => {
      const open = operationsOf(documentOf({ app })).filter(({ path }) => !path.startsWith('/api/v1/manage/'))
      const published = open.map(({ method, path, 'x-key-kinds': kinds = [] }) => [
        method,
        path,
        kinds.map((kind) => (kind === 'secret' ? 'sk' : 'pk')).join(', '),
      ])
      expect(published.sort()).toEqual([...calls.map((call) => [...call]), ...keyless].sort())
    }))
})

describe('a resource in another environment', () => {
  it('is not found', () =>
    withApi(async ({ ask, db, pk, sk }) => {
      const elsewhere = await keysOf(db, (await makeEnvironment(db)).id)
      const deviceToken = deviceTokenHex()
      const user = { id: unique('user') }
      const registered = await ask('put', '/api/v1/devices', {
        key: pk,
        body: { deviceToken, user, permission: 'authorized' },
      })
      const message = { id: unique('m'), type: 'live', conversationId: 'c', user, title: 'T', body: 'B' }
      const sent = await ask('post', '/api/v1/messages', { key: sk, body: message })
      const { notification, deliveries } = sent.body
      const key = elsewhere.sk
      const payload = { aps: { alert: 'Hello' } }
      const looks = [
        await ask('get', `/api/v1/notifications/${notification.id}`, { key }),
        await ask('get', `/api/v1/deliveries/${deliveries[0].id}`, { key }),
        await ask('get', `/api/v1/customers/${user.id}`, { key }),
        await ask('get', `/api/v1/customers/${notification.customerId}`, { key }),
        await ask('delete', `/api/v1/customers/${user.id}`, { key }),
        await ask('delete', `/api/v1/customers/${notification.customerId}`, { key }),
        await ask('post', '/api/v1/push', { key, body: { to: { deviceId: registered.body.device.id }, payload } }),
        await ask('post', '/api/v1/receipts', {
          key: elsewhere.pk,
          body: { notificationId: notification.id, deviceToken, kind: 'opened' },
        }),
      ]
      for (const { status, body } of looks) expect([status, body.code]).toEqual([404, 'not_found'])
      const log = await ask('get', `/api/v1/deliveries?notificationId=${notification.id}`, { key })
      expect(log.body).toEqual({ deliveries: [], nextCursor: null })
      const devices = await ask('get', '/api/v1/devices', { key })
      expect(devices.body).toEqual({ devices: [], nextCursor: null })
      const own = await ask('get', `/api/v1/notifications/${notification.id}`, { key: sk })
      expect(own.status).toBe(200)
    }))

  it('can’t be deregistered from there, and the response doesn’t reveal it', () =>
    withApi(async ({ ask, db, pk, sk }) => {
      const elsewhere = await keysOf(db, (await makeEnvironment(db)).id)
      const body = { uuid: unique('uuid'), user: { id: unique('user') } }
      const { device } = (await ask('put', '/api/v1/devices', { key: pk, body: { ...body, permission: 'denied' } }))
        .body
      expect((await ask('delete', '/api/v1/devices', { key: elsewhere.pk, body })).status).toBe(204)
      const again = await ask('put', '/api/v1/devices', { key: sk, body: { ...body, permission: 'denied' } })
      expect(again.body.device).toMatchObject({ id: device.id, status: 'active', statusSince: device.statusSince })
    }))
})
