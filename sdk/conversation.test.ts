import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type RealPushdesk, startPushdesk } from './testing/real-pushdesk'
import { startApp, token } from './testing/test-app'

/** Ends only tests that hang. */
const patience = { timeout: 60_000 }

let server: RealPushdesk

beforeAll(async () => {
  server = await startPushdesk()
})
afterAll(() => server.stop())

async function registered() {
  const user = { id: `user-${randomUUID()}` }
  const app = startApp(server)
  app.world.permission = 'authorized'
  app.pushdesk.user = user
  await app.pushdesk.enablePushNotifications(token())
  const agentWrites = async () => {
    const body = { id: randomUUID(), type: 'live', conversationId: 'c1', user, title: 'Bank', body: 'Hello' }
    const answer = await server.ask('POST', '/api/v1/messages', body)
    const { notification, deliveries } = answer.body
    const userInfo = {
      aps: { alert: { title: 'Bank', body: 'Hello' } },
      pushdesk: { v: 1, notificationId: notification.id, type: 'live', conversationId: 'c1' },
    }
    return { userInfo, notificationId: notification.id, delivery: deliveries[0] }
  }
  return { ...app, user, agentWrites }
}

describe('presence', () => {
  it('suppresses pushes while the app is in the foreground, and lets them through in the background', async () => {
    const { pushdesk, agentWrites } = await registered()
    await pushdesk.setActive(true)
    expect((await agentWrites()).delivery).toMatchObject({ state: 'suppressed', reason: 'app_active' })
    await pushdesk.setActive(false)
    expect((await agentWrites()).delivery).toMatchObject({ state: 'queued' })
    pushdesk.close()
  })

  it('suppresses pushes while the chat is open', async () => {
    const { pushdesk, requests, agentWrites } = await registered()
    const chat = pushdesk.createChatView({ conversationId: 'c1' })
    chat.connect()
    await vi.waitFor(() => expect(requests.at(-1)?.body).toMatchObject({ chat: 'connected' }), patience)
    expect((await agentWrites()).delivery).toMatchObject({ state: 'suppressed', reason: 'chat_connected' })
    chat.disconnect()
    await vi.waitFor(() => expect(requests.at(-1)?.body).toMatchObject({ chat: 'disconnected' }), patience)
    expect((await agentWrites()).delivery).toMatchObject({ state: 'queued' })
    pushdesk.close()
  })
})

describe('a notification', () => {
  it('opens its conversation, and sends the receipts', async () => {
    const { pushdesk, agentWrites } = await registered()
    const { userInfo, notificationId } = await agentWrites()
    pushdesk.didReceiveNotification(userInfo)
    const chat = pushdesk.createChatViewForPushing({ fromNotificationWith: userInfo })
    expect(chat).toMatchObject({ conversationId: 'c1', notificationId })
    await vi.waitFor(async () => {
      const { body } = await server.ask('GET', `/api/v1/notifications/${notificationId}`)
      expect(body.deliveries[0]).toMatchObject({ receivedAt: expect.any(String), openedAt: expect.any(String) })
    }, patience)
    pushdesk.close()
  })

  it('from another sender is ignored', async () => {
    const { pushdesk, requests } = await registered()
    const before = requests.length
    const userInfo = { aps: { alert: 'Sale!' } }
    pushdesk.didReceiveNotification(userInfo)
    expect(pushdesk.createChatViewForPushing({ fromNotificationWith: userInfo })).toBeUndefined()
    expect(requests).toHaveLength(before)
    pushdesk.close()
  })
})
