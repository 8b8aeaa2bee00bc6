import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type RealPushdesk, startPushdesk } from './testing/real-pushdesk'
import { startApp, token } from './testing/test-app'

let server: RealPushdesk

beforeAll(async () => {
  server = await startPushdesk({ requiresIdentity: true })
})
afterAll(() => server.stop())

describe('identity verification', () => {
  it('sends the customer’s User-Token', async () => {
    const { pushdesk } = startApp(server, { userToken: ({ id }) => server.signed(id) })
    pushdesk.user = { id: randomUUID() }
    expect(await pushdesk.enablePushNotifications(token())).toMatchObject({ status: 'enabled' })
  })

  it('requests a fresh token once when the last one was rejected', async () => {
    const userToken = vi.fn(({ id }: { id: string }, { refresh }: { refresh: boolean }) =>
      server.signed(id, refresh ? '1h' : '-1h'),
    )
    const { pushdesk } = startApp(server, { userToken })
    pushdesk.user = { id: randomUUID() }
    expect(await pushdesk.enablePushNotifications(token())).toMatchObject({ status: 'enabled' })
    expect(userToken).toHaveBeenCalledTimes(2)
  })

  it('distinguishes a rejected identity from a rejected key', async () => {
    const { pushdesk } = startApp(server, { userToken: () => server.signed('somebody-else') })
    pushdesk.user = { id: randomUUID() }
    await expect(pushdesk.enablePushNotifications(token())).rejects.toMatchObject({
      kind: 'identity_refused',
      status: 401,
      code: 'identity_token_invalid',
    })
    expect(pushdesk.pushState).toEqual({ status: 'disabled' })
  })

  it('doesn’t request a token for anonymous customers', async () => {
    const userToken = vi.fn()
    const { pushdesk } = startApp(server, { userToken })
    pushdesk.user = { anonymousId: randomUUID() }
    expect(await pushdesk.enablePushNotifications(token())).toMatchObject({ status: 'enabled' })
    expect(userToken).not.toHaveBeenCalled()
  })
})
