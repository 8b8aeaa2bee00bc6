import { describe, expect, it } from 'vitest'
import {
  makeCompany,
  makeCustomer,
  makeDelivery,
  makeDevice,
  makeDeviceEvent,
  makeEnvironment,
  makeNotification,
  makePresence,
} from '@/db/factories'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { listCustomerNotifications } from './list-customer-notifications'
import { showCustomer } from './show-customer'

describe('showCustomer', () => {
  it('shows devices masked, the likeliest first, and only presence that hasn’t expired', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const { id: customerId } = await makeCustomer(db, { environmentId })
      const dead = await makeDevice(db, { environmentId, customerId, status: 'disabled' })
      const alive = await makeDevice(db, { environmentId, customerId })
      await makePresence(db, { environmentId, customerId, chat: 'connected' })
      await makePresence(db, { environmentId, customerId, deviceId: dead.id, expiresAt: new Date(0) })
      const ctx = await signedIn(db, { role: 'viewer', companyIds: [] })
      await expect(showCustomer(ctx, { environmentId, customerId })).rejects.toMatchObject({ reason: 'not-found' })

      const shown = await showCustomer(await signedIn(db, { role: 'admin' }), { environmentId, customerId })
      expect(shown.devices.map(({ id }) => id)).toEqual([alive.id, dead.id])
      expect(shown.presence).toMatchObject([{ deviceId: null, chat: 'connected' }])
      expect(JSON.stringify(shown)).not.toContain(alive.address)
    }))

  it('shows both customers an address that moved between them', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const before = await makeCustomer(db, { environmentId })
      const after = await makeCustomer(db, { environmentId })
      const device = await makeDevice(db, { environmentId, customerId: after.id })
      const moved = {
        environmentId,
        deviceId: device.id,
        kind: 'moved',
        customerId: after.id,
        previousCustomerId: before.id,
      } as const
      await makeDeviceEvent(db, moved)
      const admin = await signedIn(db, { role: 'admin' })
      for (const customer of [before, after])
        expect((await showCustomer(admin, { environmentId, customerId: customer.id })).moves).toMatchObject([
          { deviceId: device.id, previousCustomerName: before.userId, customerName: after.userId },
        ])
    }))
})

describe('listCustomerNotifications', () => {
  it('pages newest first, each notification with its result on every device', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const { id: customerId } = await makeCustomer(db, { environmentId })
      const [old, mid, recent] = await Promise.all(
        [1, 2, 3].map((day) =>
          makeNotification(db, { environmentId, customerId, createdAt: new Date(Date.UTC(2026, 0, day)) }),
        ),
      )
      const delivery = await makeDelivery(db, {
        environmentId,
        notificationId: mid?.id,
        state: 'failed',
        reason: 'Unregistered',
      })
      await makeNotification(db, { environmentId, customerId: (await makeCustomer(db, { environmentId })).id })
      const admin = await signedIn(db, { role: 'admin' })
      const first = await listCustomerNotifications(admin, { environmentId, customerId, limit: 2 })
      expect(first.notifications.map(({ id }) => id)).toEqual([recent?.id, mid?.id])
      expect(first.notifications[1]?.deliveries).toMatchObject([
        { id: delivery.id, state: 'failed', reason: 'Unregistered' },
      ])
      expect(JSON.stringify(first)).not.toContain(delivery.address)
      const second = await listCustomerNotifications(admin, { environmentId, customerId, limit: 2, after: first.next })
      expect(second).toMatchObject({ notifications: [{ id: old?.id }], next: null })
    }))

  it('finds nothing for another company’s staff', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const { id: customerId } = await makeCustomer(db, { environmentId })
      const ctx = await signedIn(db, { role: 'support', companyIds: [(await makeCompany(db)).id] })
      await expect(listCustomerNotifications(ctx, { environmentId, customerId })).rejects.toMatchObject({
        reason: 'not-found',
      })
    }))
})
