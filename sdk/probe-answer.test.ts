import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RealPushdesk, startPushdesk } from './testing/real-pushdesk'
import { startApp, token } from './testing/test-app'

let server: RealPushdesk

beforeAll(async () => {
  server = await startPushdesk({ requiresIdentity: true })
})
afterAll(() => server.stop())

const settings = { alert: 'enabled', banners: 'disabled' } as const

async function registered(options: Parameters<typeof startApp>[1] = {}) {
  const app = startApp(server, { userToken: ({ id }) => server.signed(id), ...options })
  app.world.permission = 'authorized'
  app.pushdesk.user = { id: `user-${randomUUID()}` }
  const state = await app.pushdesk.enablePushNotifications(token())
  if (state.status !== 'enabled') throw new Error('not registered')
  return { ...app, deviceId: state.deviceId, ...(await server.question(state.deviceId)) }
}

describe('the SDK, when Pushdesk queries the phone,', () => {
  it('answers with what iOS reports, and sends no receipt', async () => {
    const { pushdesk, userInfo, row, requests } = await registered({
      phone: () => ({ settings, bundleId: 'com.example.app', backgroundRefresh: 'available' }),
      device: () => ({ appVersion: '8.4.0' }),
    })
    expect(pushdesk.canHandleNotification(userInfo)).toBe(true)
    await pushdesk.didReceiveNotification(userInfo)
    expect(await row()).toMatchObject({
      token: 'same',
      corrections: [],
      answer: { settings, bundleId: 'com.example.app', permission: 'authorized', appVersion: '8.4.0' },
    })
    expect(requests.filter(({ path }) => path === '/api/v1/receipts')).toEqual([])
  })

  it('corrects a permission changed in Settings, with the customer’s User-Token', async () => {
    const { pushdesk, userInfo, row, world } = await registered()
    world.permission = 'denied'
    await pushdesk.didReceiveNotification(userInfo)
    expect(await row()).toMatchObject({ corrections: ['permission'], outcome: 'denied' })
  })

  it('registers the current token before it answers', async () => {
    const now = token()
    const { pushdesk, userInfo, row } = await registered({ phone: () => now })
    await pushdesk.didReceiveNotification(userInfo)
    expect(await row()).toMatchObject({ token: 'other', corrections: ['token'] })
    expect(pushdesk.pushState).toMatchObject({ status: 'enabled' })
  })

  it('names the last push that was meant for the customer', async () => {
    const { pushdesk, userInfo, row } = await registered()
    const notificationId = randomUUID()
    await pushdesk.didReceiveNotification({ pushdesk: { v: 1, notificationId, type: 'live' } })
    await pushdesk.didReceiveNotification(userInfo)
    expect((await row())?.answer).toMatchObject({ lastPush: { notificationId, receivedAt: expect.any(String) } })
  })

  it('answers when the app next comes to the foreground if there was no network', async () => {
    const { pushdesk, userInfo, row, world } = await registered()
    world.fault = 'offline'
    await pushdesk.didReceiveNotification(userInfo)
    expect(await row()).toMatchObject({ answeredAt: null })
    world.fault = 'none'
    await pushdesk.setActive(true)
    expect(await row()).toMatchObject({ answeredAt: expect.any(Date), token: 'same' })
    pushdesk.close()
  })

  it('doesn’t answer while push is disabled', async () => {
    const { pushdesk, userInfo, row } = await registered()
    await pushdesk.disablePushNotifications()
    await pushdesk.didReceiveNotification(userInfo)
    expect(await row()).toMatchObject({ answeredAt: null })
  })

  it('gives up on an answer that the server will never accept', async () => {
    const { pushdesk, requests } = await registered()
    await pushdesk.didReceiveNotification({
      pushdesk: { v: 1, notificationId: 'n', type: 'probe', probeId: randomUUID() },
    })
    await pushdesk.setActive(true)
    expect(requests.filter(({ path }) => path.startsWith('/api/v1/probes/')).map(({ status }) => status)).toEqual([404])
    pushdesk.close()
  })
})
