import { describe, expect, it } from 'vitest'
import { canHandleNotification } from './notification'

const facts = { v: 1, notificationId: 'n1', type: 'live', conversationId: 'c1' }

describe('canHandleNotification', () => {
  it.each([
    ['a live message', { aps: {}, pushdesk: facts }],
    ['a proactive one without conversation', { pushdesk: { v: 1, notificationId: 'n1', type: 'proactive' } }],
    ['a test', { pushdesk: { ...facts, type: 'test' } }],
  ])('returns true for %s', (_, userInfo) => expect(canHandleNotification(userInfo)).toBe(true))

  it.each([
    ['another sender’s push', { aps: { alert: 'Sale!' } }],
    ['a newer version', { pushdesk: { ...facts, v: 2 } }],
    ['no notification id', { pushdesk: { ...facts, notificationId: '' } }],
    ['an unknown type', { pushdesk: { ...facts, type: 'sale' } }],
    ['a conversation that is no text', { pushdesk: { ...facts, conversationId: 7 } }],
    ['a list', { pushdesk: [facts] }],
    ['nothing at all', undefined],
    ['text', 'pushdesk'],
  ])('returns false for %s', (_, userInfo) => expect(canHandleNotification(userInfo)).toBe(false))
})
