import { describe, expect, it } from 'vitest'
import { deviceTokenHex, unique } from '@/db/factories'
import { withApi } from './testing'

const user = { id: 'ada', anonymousId: null }
const message = () => ({
  id: unique('message'),
  type: 'live',
  conversationId: 'c',
  user,
  title: 'Title',
  body: 'Body',
  unread: null,
  sentAt: null,
  expiresAt: null,
})

/** Method, path, key, a body in which every optional field is null, and the expected status. */
const calls = [
  [
    'put',
    '/api/v1/devices',
    'pk',
    () => ({
      deviceToken: deviceTokenHex(),
      uuid: null,
      user,
      permission: 'authorized',
      appVersion: null,
      sdkVersion: null,
      osVersion: null,
      model: null,
      locale: null,
      timeZone: null,
    }),
    201,
  ],
  ['put', '/api/v1/devices', 'pk', () => ({ deviceToken: null, uuid: unique('u'), user, permission: 'denied' }), 201],
  ['delete', '/api/v1/devices', 'pk', () => ({ deviceToken: null, uuid: 'u', user }), 204],
  ['put', '/api/v1/presence', 'pk', () => ({ user, deviceToken: null, uuid: null, app: 'active', chat: null }), 200],
  [
    'post',
    '/api/v1/prompt/events',
    'pk',
    () => ({
      events: [
        { id: unique('e'), kind: 'displayed', user, deviceToken: null, uuid: null, revision: null, at: new Date() },
      ],
    }),
    200,
  ],
  ['post', '/api/v1/messages', 'sk', message, 202],
  ['post', '/api/v1/messages/batch', 'sk', () => ({ messages: [message(), message()] }), 202],
  [
    'post',
    '/api/v1/push',
    'sk',
    () => ({
      to: { deviceToken: deviceTokenHex(), uuid: null, user: null, deviceId: null },
      payload: { aps: { alert: { 'title-loc-key': null, body: 'x' } }, own: null },
      headers: { 'apns-push-type': null, 'apns-priority': null, 'apns-expiration': null, 'apns-collapse-id': null },
      idempotencyKey: null,
    }),
    202,
  ],
] as const

describe('null', () => {
  it.each(calls)('is read as absent by %s %s', (method, path, kind, body, status) =>
    withApi(async ({ ask, pk, sk }) => {
      const answer = await ask(method, path, { key: kind === 'pk' ? pk : sk, body: body() })
      expect(answer.status, JSON.stringify(answer.body)).toBe(status)
    }),
  )

  it('is reported once, as missing, if the field is required', () =>
    withApi(async ({ ask, pk }) => {
      const body = { deviceToken: null, uuid: null, user: null, permission: null }
      const answer = await ask('put', '/api/v1/devices', { key: pk, body })
      expect(answer.status).toBe(400)
      const messages = Object.fromEntries(
        answer.body.errors.map(({ path, message }: { path: string; message: string }) => [path, message]),
      )
      expect(messages).toEqual({
        deviceToken: 'Send deviceToken or uuid.',
        uuid: 'Send deviceToken or uuid.',
        user: 'Is required.',
        permission: 'Is required.',
      })
    }))
})
