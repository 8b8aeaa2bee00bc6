import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { PushdeskFailure, PushStillEnabled } from './failure'
import { type RealPushdesk, startPushdesk } from './testing/real-pushdesk'
import { startApp, token } from './testing/test-app'

let server: RealPushdesk

beforeAll(async () => {
  server = await startPushdesk()
})
afterAll(() => server.stop())

const someone = () => ({ id: `user-${randomUUID()}` })
const message = (user: object) => ({
  id: randomUUID(),
  type: 'live',
  conversationId: 'c1',
  user,
  title: 'Bank',
  body: 'Hello',
})
/** How many devices a message to the customer goes to. */
const devicesOf = async (user: object) =>
  (await server.ask('POST', '/api/v1/messages', message(user))).body.deliveries.length

describe('enable', () => {
  it('registers a token of any length for the user', async () => {
    const user = someone()
    const { pushdesk, requests } = startApp(server)
    pushdesk.user = user
    const state = await pushdesk.enablePushNotifications({ deviceToken: Uint8Array.of(0, 10, 255, 1) })
    expect(state).toMatchObject({ status: 'enabled', user, deviceId: expect.any(String) })
    expect(requests.at(-1)?.body).toMatchObject({ deviceToken: '000aff01', user, permission: 'notDetermined' })
  })

  it('registers a UUID, which only the company can reach', async () => {
    const { pushdesk } = startApp(server)
    pushdesk.user = someone()
    expect(await pushdesk.enablePushNotifications({ uuid: randomUUID() })).toMatchObject({ status: 'enabled' })
  })

  it('fails without a user', async () => {
    await expect(startApp(server).pushdesk.enablePushNotifications(token())).rejects.toMatchObject({ kind: 'invalid' })
  })

  it('doesn’t leave the old token behind when iOS issues a new one', async () => {
    const user = someone()
    const { pushdesk } = startApp(server)
    pushdesk.user = user
    await pushdesk.enablePushNotifications(token())
    await pushdesk.enablePushNotifications(token())
    const { body } = await server.ask('POST', '/api/v1/messages', message(user))
    expect(body.deliveries.filter(({ state }: { state: string }) => state !== 'suppressed')).toHaveLength(1)
  })
})

describe('disable', () => {
  it('deregisters the device, and can be repeated', async () => {
    const user = someone()
    const { pushdesk } = startApp(server)
    pushdesk.user = user
    await pushdesk.enablePushNotifications(token())
    expect(await pushdesk.disablePushNotifications()).toEqual({ status: 'disabled' })
    expect(await pushdesk.disablePushNotifications()).toEqual({ status: 'disabled' })
  })

  it('calls the failure handler and leaves the state unknown if there is no response', async () => {
    const { pushdesk, world } = startApp(server)
    pushdesk.user = someone()
    await pushdesk.enablePushNotifications(token())
    world.fault = 'offline'
    const failure = vi.fn()
    const state = await pushdesk.disablePushNotifications({ failure })
    expect(failure).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ kind: 'offline' }))
    expect(state).toMatchObject({ status: 'unknown', wants: 'disabled', because: 'offline' })
  })

  it('resolves an unknown state at the next foreground', async () => {
    const { pushdesk, world } = startApp(server)
    pushdesk.user = someone()
    await pushdesk.enablePushNotifications(token())
    world.fault = 'server_error'
    await pushdesk.disablePushNotifications()
    world.fault = 'none'
    await pushdesk.setActive(true)
    expect(pushdesk.pushState).toEqual({ status: 'disabled' })
    pushdesk.close()
  })
})

describe('failures', () => {
  it('distinguish offline, server error, rejected key, and invalid', async () => {
    const kindOf = async (
      given: ReturnType<typeof startApp>,
      address: Parameters<typeof given.pushdesk.enablePushNotifications>[0] = token(),
    ) => {
      given.pushdesk.user = someone()
      const failure = await given.pushdesk.enablePushNotifications(address).catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(PushdeskFailure)
      return (failure as PushdeskFailure).kind
    }
    const offline = startApp(server)
    offline.world.fault = 'offline'
    expect(await kindOf(offline)).toBe('offline')
    const broken = startApp(server)
    broken.world.fault = 'server_error'
    expect(await kindOf(broken)).toBe('server_error')
    expect(await kindOf(startApp(server, { publishableKey: 'pk_revoked' }))).toBe('key_refused')
    expect(await kindOf(startApp(server), { deviceToken: new Uint8Array(300) })).toBe('invalid')
  })

  it('leave the earlier state in place after a rejection', async () => {
    const refused = startApp(server, { publishableKey: 'pk_revoked' })
    refused.pushdesk.user = someone()
    await refused.pushdesk.enablePushNotifications(token()).catch(() => undefined)
    expect(refused.pushdesk.pushState).toEqual({ status: 'disabled' })
  })

  it('leave an unknown state after a lost response, which survives a restart and is then resolved', async () => {
    const user = someone()
    const first = startApp(server)
    first.pushdesk.user = user
    first.world.fault = 'lost'
    await first.pushdesk.enablePushNotifications(token()).catch(() => undefined)
    const second = startApp(server, { storage: first.storage })
    expect(second.pushdesk.pushState).toMatchObject({ status: 'unknown', wants: 'enabled', user })
    await second.pushdesk.setActive(true)
    expect(second.pushdesk.pushState).toMatchObject({ status: 'enabled' })
    expect(await devicesOf(user)).toBe(1)
    second.pushdesk.close()
  })
})

describe('user', () => {
  it('can’t be changed or cleared while push is enabled', async () => {
    const user = someone()
    const { pushdesk } = startApp(server)
    pushdesk.user = user
    await pushdesk.enablePushNotifications(token())
    expect(() => {
      pushdesk.user = undefined
    }).toThrow(PushStillEnabled)
    expect(() => {
      pushdesk.user = someone()
    }).toThrow(PushStillEnabled)
    expect(pushdesk.user).toEqual(user)
  })

  it('can’t be changed while it is unknown whether push is enabled', async () => {
    const { pushdesk, world } = startApp(server)
    pushdesk.user = someone()
    await pushdesk.enablePushNotifications(token())
    world.fault = 'offline'
    await pushdesk.disablePushNotifications()
    expect(() => {
      pushdesk.user = undefined
    }).toThrow(PushStillEnabled)
  })

  it('changes after push is disabled, when told to disable first', async () => {
    const [first, second] = [someone(), someone()]
    const { pushdesk } = startApp(server)
    pushdesk.user = first
    await pushdesk.enablePushNotifications(token())
    await pushdesk.changeUser(second, { disableFirst: true })
    expect(pushdesk.user).toEqual(second)
    expect(pushdesk.pushState).toEqual({ status: 'disabled' })
  })

  it('stays the same if disabling first fails', async () => {
    const user = someone()
    const { pushdesk, world } = startApp(server)
    pushdesk.user = user
    await pushdesk.enablePushNotifications(token())
    world.fault = 'offline'
    await expect(pushdesk.changeUser(undefined, { disableFirst: true })).rejects.toMatchObject({ kind: 'offline' })
    expect(pushdesk.user).toEqual(user)
  })

  it('is restored after a restart, with the registration', async () => {
    const user = someone()
    const { pushdesk, storage } = startApp(server)
    pushdesk.user = user
    await pushdesk.enablePushNotifications(token())
    const again = startApp(server, { storage }).pushdesk
    expect(again.user).toEqual(user)
    expect(again.pushState).toMatchObject({ status: 'enabled' })
  })
})

describe('permission', () => {
  it('is reported at the next foreground if it changed in Settings', async () => {
    const { pushdesk, world, requests } = startApp(server)
    world.permission = 'authorized'
    pushdesk.user = someone()
    await pushdesk.enablePushNotifications(token())
    world.permission = 'denied'
    await pushdesk.setActive(true)
    expect(requests.findLast(({ path }) => path === '/api/v1/devices')?.body).toMatchObject({ permission: 'denied' })
    pushdesk.close()
  })
})
