import { describe, expect, it } from 'vitest'
import { deviceTokenHex, unique } from '@/db/factories'
import { deliveriesOfNotifications } from '@/db/queries/deliveries/notifications'
import { pageOfDeviceEvents } from '@/db/queries/devices/device-events'
import { setDeviceStatus } from '@/db/queries/devices/devices'
import type { DeviceStatus, DeviceStatusReason } from '@/db/schema/customers'
import { inRollback } from '@/db/testing'
import type { MachineContext } from '@/lib/context'
import { acceptMessage } from '@/lib/notifications/accept-message'
import { machineContext } from '@/lib/testing/machine'
import { deregisterDevice } from './deregister-device'
import { registerDevice } from './register-device'

const some = () => ({ deviceToken: deviceTokenHex(), user: { id: unique('user') }, permission: 'authorized' as const })

const messageFor = (user: { id?: string }) => ({
  id: unique('message'),
  type: 'live' as const,
  conversationId: 'c',
  user,
  title: 'T',
  body: 'B',
})

async function statesOf(ctx: MachineContext, notificationId: string) {
  const { id: environmentId } = ctx.environment
  const rows = await deliveriesOfNotifications(ctx.db, { environmentId, notificationIds: [notificationId] })
  return rows.map(({ state, reason }) => [state, reason])
}

async function eventsOf(ctx: MachineContext, deviceId: string) {
  const page = { environmentId: ctx.environment.id, deviceId, after: undefined, limit: 50 }
  return (await pageOfDeviceEvents(ctx.db, page)).map(({ kind }) => kind).sort()
}

async function set(ctx: MachineContext, deviceId: string, status: DeviceStatus, reason: DeviceStatusReason) {
  const now = new Date(Date.now() - 60_000)
  await setDeviceStatus(ctx.db, { environmentId: ctx.environment.id, deviceId, status, reason, now })
}

describe('registerDevice', () => {
  it('moves an address, records the move, and suppresses the previous customer’s pushes to it', () =>
    inRollback(async (db) => {
      const ctx = await machineContext(db)
      const first = some()
      const { device } = await registerDevice(ctx, first)
      const own = await registerDevice(ctx, { ...some(), user: first.user })
      const sent = await acceptMessage(ctx, messageFor(first.user))
      const moved = await registerDevice(ctx, { ...first, user: { id: unique('next') } })
      expect(moved).toMatchObject({ isNew: false, reassigned: true, device: { id: device.id, status: 'active' } })
      expect((await statesOf(ctx, sent.notification.id)).sort()).toEqual([
        ['queued', null],
        ['suppressed', 'device_disabled'],
      ])
      expect(await eventsOf(ctx, device.id)).toEqual(['moved', 'registered'])
      expect(await eventsOf(ctx, own.device.id)).toEqual(['registered'])
      const after = await acceptMessage(ctx, messageFor(first.user))
      expect(after.deliveries.map(({ deviceId }) => deviceId)).toEqual([own.device.id])
    }))

  it('keeps facts that the app omits, and records a changed permission', () =>
    inRollback(async (db) => {
      const ctx = await machineContext(db)
      const body = some()
      await registerDevice(ctx, { ...body, appVersion: '5.1.0', model: 'iPhone17,2' })
      const { device, isNew } = await registerDevice(ctx, { ...body, permission: 'denied', appVersion: '5.2.0' })
      expect(isNew).toBe(false)
      expect(device).toMatchObject({ permission: 'denied', appVersion: '5.2.0', model: 'iPhone17,2' })
      expect(await eventsOf(ctx, device.id)).toEqual(['permission_changed', 'registered'])
    }))

  it.each([
    ['suspect', 'bad_device_token'],
    ['disabled', 'unregistered'],
    ['disabled', 'expired_token'],
    ['disabled', 'gone'],
    ['disabled', 'deregistered'],
  ] as const)('reactivates a device that was %s for %s', (status, reason) =>
    inRollback(async (db) => {
      const ctx = await machineContext(db)
      const body = some()
      const { device } = await registerDevice(ctx, body)
      await set(ctx, device.id, status, reason)
      const again = await registerDevice(ctx, body)
      expect(again.device).toMatchObject({ id: device.id, status: 'active', statusReason: 'registered' })
      expect(await eventsOf(ctx, device.id)).toEqual(['registered', 'registered_again'])
    }),
  )

  it('leaves a device that staff disabled until the customer turns push off and on', () =>
    inRollback(async (db) => {
      const ctx = await machineContext(db)
      const { permission, ...body } = some()
      const { device } = await registerDevice(ctx, { ...body, permission })
      await set(ctx, device.id, 'disabled', 'disabled_by_staff')
      const renewed = await registerDevice(ctx, { ...body, permission })
      expect(renewed.device).toMatchObject({ status: 'disabled', statusReason: 'disabled_by_staff' })
      await deregisterDevice(ctx, body)
      const again = await registerDevice(ctx, { ...body, permission })
      expect(again.device).toMatchObject({ status: 'active', statusReason: 'registered' })
    }))

  it('reactivates a device that staff disabled for its next customer', () =>
    inRollback(async (db) => {
      const ctx = await machineContext(db)
      const body = some()
      const { device } = await registerDevice(ctx, body)
      await set(ctx, device.id, 'disabled', 'disabled_by_staff')
      const next = await registerDevice(ctx, { ...body, user: { anonymousId: unique('next') } })
      expect(next).toMatchObject({ reassigned: true, device: { status: 'active', statusReason: 'registered' } })
    }))
})

describe('deregisterDevice', () => {
  it('suppresses deliveries queued for that customer at the address', () =>
    inRollback(async (db) => {
      const ctx = await machineContext(db)
      const { permission, ...body } = some()
      const { device } = await registerDevice(ctx, { ...body, permission })
      const sent = await acceptMessage(ctx, messageFor(body.user))
      await deregisterDevice(ctx, body)
      await deregisterDevice(ctx, body)
      expect(await statesOf(ctx, sent.notification.id)).toEqual([['suppressed', 'device_disabled']])
      expect(await eventsOf(ctx, device.id)).toEqual(['deregistered', 'registered'])
    }))

  it('ignores an address that now belongs to another customer', () =>
    inRollback(async (db) => {
      const ctx = await machineContext(db)
      const { permission, ...body } = some()
      await registerDevice(ctx, { ...body, permission })
      const next = { id: unique('next') }
      await registerDevice(ctx, { ...body, user: next, permission })
      const sent = await acceptMessage(ctx, messageFor(next))
      await deregisterDevice(ctx, body)
      expect(await statesOf(ctx, sent.notification.id)).toEqual([['queued', null]])
    }))
})
