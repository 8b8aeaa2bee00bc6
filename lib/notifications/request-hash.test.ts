import { expect, test } from 'vitest'
import { Refused } from '@/lib/errors'
import type { NewNotification } from './new-notification'
import { notificationRow } from './notification-row'

const environment = {
  id: '0190a000-0000-7000-8000-000000000001',
  name: 'production' as const,
  apnsServer: 'apple' as const,
  bundleId: 'com.example.app',
  endpointUsedFor: null,
  messageTextDays: null,
}
const sentAt = new Date('2026-03-29T01:59:59.999Z')
const actor = { kind: 'api_key' as const, id: 'key', name: 'Key' }

function hashOfRequest(given: Omit<NewNotification, 'actor' | 'externalId'>) {
  const row = notificationRow({
    environment,
    given: { ...given, externalId: 'm-1', actor },
    id: '0190a000-0000-7000-8000-000000000002',
    customerId: null,
    now: sentAt,
  })
  if (row instanceof Refused) throw row
  return row.requestHash
}

// A repeat may arrive after an update of Pushdesk, so the hash of a request never changes.
test.each<[string, string, Omit<NewNotification, 'actor' | 'externalId'>]>([
  [
    'a message',
    '220f50387420740c4a9717a64187e9d02920b3d57de9f3d26615a77af886cc99',
    { type: 'live', to: { user: { id: 'cust-1' } }, title: 'A', body: 'ü 💬', unread: undefined, sentAt },
  ],
  [
    'a payload',
    'e38f4951db5146b9d8c2b4b131bac690cd1e0bd36038a8421fcd3ab2d62244fa',
    {
      type: 'proactive',
      to: { deviceToken: 'ab'.repeat(32) },
      payload: { aps: { alert: { title: 'A', body: 'B' }, badge: 2 }, z: [{ b: 1, a: null }, 1.5], __proto: { y: [] } },
      headers: { 'apns-priority': '5', 'apns-collapse-id': 'c' },
    },
  ],
])('the hash of %s is always the same', (_, hash, given) => expect(hashOfRequest(given)).toBe(hash))

test('the order of keys makes no difference, the order in lists does', () => {
  const of = (payload: Record<string, unknown>) =>
    hashOfRequest({ type: 'proactive', to: { deviceToken: 'ab' }, payload })
  expect(of({ aps: { alert: 'A', badge: 1 }, x: 1 })).toBe(of({ x: 1, aps: { badge: 1, alert: 'A' } }))
  expect(of({ aps: { alert: 'A' }, x: [1, 2] })).not.toBe(of({ aps: { alert: 'A' }, x: [2, 1] }))
  expect(of(JSON.parse('{"aps":{"alert":"A"},"__proto__":1}'))).not.toBe(of({ aps: { alert: 'A' } }))
})
