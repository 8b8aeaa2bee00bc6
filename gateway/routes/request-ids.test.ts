import { expect, it } from 'vitest'
import { withApi } from '@/gateway/testing'
import { liveMessage } from '@/lib/deliveries/testing/live-message'

const message = () => liveMessage('ada')

it('a notification keeps the request ID of the call that created it, and a repeat shows that one', () =>
  withApi(async ({ ask, sk }) => {
    const body = message()
    const call = (id: string) => ask('post', '/api/v1/messages', { key: sk, body, headers: { 'x-request-id': id } })
    expect((await call('the-first-call')).body.notification.requestId).toBe('the-first-call')
    expect((await call('a-repeated-call')).body.notification.requestId).toBe('the-first-call')
  }))

it('all messages of a batch have the request ID of its call, and one without a usable ID gets a new one', () =>
  withApi(async ({ ask, sk }) => {
    const body = { messages: [message(), message()] }
    const { body: told, headers } = await ask('post', '/api/v1/messages/batch', { key: sk, body })
    const ids = told.results.map((one: { notification: { requestId: string } }) => one.notification.requestId)
    expect(ids).toEqual([headers.get('x-request-id'), headers.get('x-request-id')])
  }))

it('POST /push keeps it too', () =>
  withApi(async ({ ask, sk }) => {
    const body = { to: { deviceToken: 'ab' }, payload: { aps: { alert: 'Hello' } } }
    const headers = { 'x-request-id': 'the-push-call' }
    const told = await ask('post', '/api/v1/push', { key: sk, body, headers })
    expect(told.body.notification.requestId).toBe('the-push-call')
  }))
