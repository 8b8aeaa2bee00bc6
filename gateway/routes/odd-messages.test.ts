import { describe, expect, it } from 'vitest'
import { makeCustomer, makeDevice, unique } from '@/db/factories'
import { withApi } from '@/gateway/testing'

const day = 86_400_000
const message = (given: object = {}) => ({
  id: unique('message'),
  type: 'live',
  conversationId: 'c',
  user: { id: 'ada' },
  title: 'Bank',
  body: 'Hello',
  ...given,
})
const push = (given: object = {}) => ({ to: { deviceToken: 'ab' }, payload: { aps: { alert: 'Hello' } }, ...given })

describe('a long chat text', () => {
  it.each([
    ['1,400 Chinese characters', { body: '漢'.repeat(1400) }],
    ['4,000 letters', { body: 'x'.repeat(4000) }],
    [
      'a long title, text, and conversation ID',
      { title: '漢'.repeat(1000), body: '漢'.repeat(4000), conversationId: '漢'.repeat(200) },
    ],
    ['emoji families', { body: '👩‍👩‍👧‍👧'.repeat(363) }],
  ])('is accepted, and the log stores %s in full', (_, given) =>
    withApi(async ({ ask, sk }) => {
      const asked = message(given)
      const { status, body } = await ask('post', '/api/v1/messages', { key: sk, body: asked })
      expect(status, JSON.stringify(body)).toBe(202)
      expect(body.notification).toMatchObject({ title: asked.title, body: asked.body })
    }),
  )

  it('is accepted by POST /push when it returns through the company API, and rejected if the caller wrote it', () =>
    withApi(async ({ ask, sk, db, environment }) => {
      const customer = await makeCustomer(db, { environmentId: environment.id })
      const device = await makeDevice(db, { environmentId: environment.id, customerId: customer.id })
      const to = { deviceToken: device.address }
      const aps = { alert: { title: 'Bank', body: '漢'.repeat(1400) } }
      const marked = { aps, pushdesk: { v: 1, notificationId: crypto.randomUUID(), type: 'live' } }
      const own = await ask('post', '/api/v1/push', { key: sk, body: push({ to, payload: { aps } }) })
      expect(own.body.errors).toEqual([{ path: 'payload', message: expect.stringContaining('bytes') }])
      expect((await ask('post', '/api/v1/push', { key: sk, body: push({ to, payload: marked }) })).status).toBe(202)
    }))
})

describe('an expiry far in the future', () => {
  const endOf = (text: string) => Date.parse(text) - Date.now()

  it.each(['9999-12-31T23:59:59Z', '+010000-01-01T00:00:00Z', '2100-01-01T00:00:00+14:00'])(
    'is capped at the 30 days that APNs stores a push, or rejected: %s',
    (expiresAt) =>
      withApi(async ({ ask, sk }) => {
        const { status, body } = await ask('post', '/api/v1/messages', { key: sk, body: message({ expiresAt }) })
        if (status === 400) return expect(body.errors).toMatchObject([{ path: 'expiresAt' }])
        expect(endOf(body.notification.expiresAt)).toBeLessThanOrEqual(30 * day)
        expect(endOf(body.notification.expiresAt)).toBeGreaterThan(29 * day)
      }),
  )

  it('is capped in a push’s header too', () =>
    withApi(async ({ ask, sk }) => {
      const headers = { 'apns-expiration': '99999999999' }
      const { status, body } = await ask('post', '/api/v1/push', { key: sk, body: push({ headers }) })
      expect(status).toBe(202)
      expect(endOf(body.notification.expiresAt)).toBeLessThanOrEqual(30 * day)
    }))

  it.each([
    ['sentAt', '0000-01-01T00:00:00Z'],
    ['expiresAt', '0000-12-31T23:59:59Z'],
    ['sentAt', '1969-12-31T23:59:59Z'],
  ])('is rejected before 1970: %s %s', (field, text) =>
    withApi(async ({ ask, sk }) => {
      const { status, body } = await ask('post', '/api/v1/messages', { key: sk, body: message({ [field]: text }) })
      expect(status).toBe(400)
      expect(body.errors).toEqual([{ path: field, message: 'Must not be before 1970.' }])
    }),
  )
})

describe('a push that the phone wouldn’t show', () => {
  it.each([
    ['an alert without text', { payload: { aps: { alert: '' } } }, 'payload.aps.alert'],
    [
      'an alert of blank characters',
      { payload: { aps: { alert: { title: ' ', body: '\u200b' } } } },
      'payload.aps.alert',
    ],
    ['a sound without a name', { payload: { aps: { sound: '' } } }, 'payload.aps'],
    ['MDM', { payload: { mdm: 'magic' }, headers: { 'apns-push-type': 'mdm' } }, 'headers.apns-push-type'],
  ])('is rejected with its path: %s', (_, given, path) =>
    withApi(async ({ ask, sk }) => {
      const { status, body } = await ask('post', '/api/v1/push', { key: sk, body: push(given) })
      expect(status).toBe(400)
      expect(body.errors.map((error: { path: string }) => error.path)).toContain(path)
    }),
  )

  it('is rejected for a message of only blanks', () =>
    withApi(async ({ ask, sk }) => {
      const blank = message({ title: ' ', body: '\u00a0' })
      const { status, body } = await ask('post', '/api/v1/messages', { key: sk, body: blank })
      expect(status).toBe(400)
      expect(body.errors).toMatchObject([{ path: 'body' }])
    }))
})

describe('a number that JavaScript would change', () => {
  it.each(['2868860079149422351', '1e400', '-1e999', '3.14159265358979323846'])(
    'is rejected in a payload by its path: %s',
    (numeral) =>
      withApi(async ({ ask, sk }) => {
        const body = `{"to":{"deviceToken":"ab"},"payload":{"aps":{"alert":"x"},"own":{"chatId":${numeral}}}}`
        const answer = await ask('post', '/api/v1/push', { key: sk, body })
        expect(answer.status).toBe(400)
        expect(answer.body.errors).toMatchObject([{ path: 'payload.own.chatId' }])
      }),
  )
})
