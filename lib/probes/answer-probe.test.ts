import { describe, expect, it } from 'vitest'
import { deviceTokenHex, makeDevice, makeEnvironment, makeProbe } from '@/db/factories'
import { findDeliveryRow } from '@/db/queries/deliveries/notifications'
import { findDevice } from '@/db/queries/devices/devices'
import { findProbe, holderOf } from '@/db/queries/probes/probes'
import { inRollback } from '@/db/testing'
import { eraseCustomerAsStaff } from '@/lib/customers/erase-customer'
import { disableDevice } from '@/lib/devices/disable-device'
import { registerDevice } from '@/lib/devices/register-device'
import { withKey } from '@/lib/testing/contexts'
import { answerProbe } from './answer-probe'
import { showProbe } from './list-probes'
import { askedPhone } from './testing/asked-phone'

describe('answerProbe', () => {
  it('stores the answer without the token, and marks the delivery as received', () =>
    inRollback(async (db) => {
      const { app, staff, id, environmentId, deviceToken, bundleId } = await askedPhone(db)
      const settings = { authorizationStatus: 'authorized', alert: 'enabled', banners: 'enabled' } as const
      const taken = await answerProbe(app, { id, deviceToken, permission: 'authorized', settings, bundleId })
      expect(taken).toMatchObject({ token: 'same', corrections: [] })
      const shown = await showProbe(staff, { environmentId, probeId: id })
      expect(shown).toMatchObject({
        state: 'answered',
        verdict: { code: 'everything_on' },
        answer: { settings, bundleId },
        delivery: { state: 'queued' },
      })
      expect(JSON.stringify(await findProbe(db, { environmentId, id }))).not.toContain(deviceToken)
      const sent = await findDeliveryRow(db, { environmentId, id: shown.delivery.id })
      expect(sent?.receivedAt).toBeInstanceOf(Date)
    }))

  it('corrects the permission and versions as a registration would', () =>
    inRollback(async (db) => {
      const { app, id, environmentId, deviceToken, device } = await askedPhone(db, { appVersion: '1.0' })
      const taken = await answerProbe(app, { id, deviceToken, permission: 'denied', appVersion: '2.0' })
      expect(taken.corrections).toEqual(['permission', 'versions'])
      const found = await findDevice(db, { environmentId, deviceId: device.id })
      expect(found?.device).toMatchObject({ permission: 'denied', appVersion: '2.0', status: 'active' })
    }))

  it('keeps the first answer; a repeat gets the same result', () =>
    inRollback(async (db) => {
      const { app, staff, id, environmentId, deviceToken } = await askedPhone(db)
      const first = await answerProbe(app, { id, deviceToken, permission: 'authorized' })
      expect(await answerProbe(app, { id, deviceToken, permission: 'denied' })).toEqual(first)
      expect((await showProbe(staff, { environmentId, probeId: id })).answer?.permission).toBe('authorized')
    }))

  it('accepts a late answer', () =>
    inRollback(async (db) => {
      const { app, staff, environmentId, device, customer, deviceToken } = await askedPhone(db)
      const of = { environmentId, deviceId: device.id, customerId: customer.id }
      const shown = (probeId: string) => showProbe(staff, { environmentId, probeId })
      const fresh = await makeProbe(db, { ...of, acceptedMsAgo: 1_000 })
      expect(await shown(fresh.id)).toMatchObject({ state: 'waiting', verdict: null })
      const { id } = await makeProbe(db, { ...of, acceptedMsAgo: 31_000 })
      expect(await shown(id)).toMatchObject({ state: 'silent', verdict: { code: 'phone_silent' } })
      await answerProbe(app, { id, deviceToken, permission: 'authorized' })
      expect(await shown(id)).toMatchObject({ state: 'answered', verdict: { code: 'everything_on' } })
    }))

  it('moves the registration to the phone’s current token', () =>
    inRollback(async (db) => {
      const { app, staff, id, environmentId, device, customer } = await askedPhone(db)
      const now = deviceTokenHex()
      const taken = await answerProbe(app, { id, deviceId: device.id, deviceToken: now, permission: 'authorized' })
      expect(taken).toMatchObject({ token: 'other', corrections: ['token'] })
      expect(await holderOf(db, { environmentId, kind: 'device_token', address: now })).toMatchObject({
        customerId: customer.id,
        status: 'active',
      })
      expect((await findDevice(db, { environmentId, deviceId: device.id }))?.device.statusReason).toBe('deregistered')
      expect((await showProbe(staff, { environmentId, probeId: id })).verdict?.code).toBe('other_token')
    }))

  it('reports another token after the app has registered it itself', () =>
    inRollback(async (db) => {
      const { app, id, environmentId, customer, device } = await askedPhone(db)
      const moved = await makeDevice(db, { environmentId, customerId: customer.id })
      const taken = await answerProbe(app, { id, deviceToken: moved.address, permission: 'authorized' })
      expect(taken).toMatchObject({ token: 'other', corrections: ['token'] })
      expect((await findDevice(db, { environmentId, deviceId: device.id }))?.device.status).toBe('disabled')
    }))

  it('corrects nothing for another app or a build for the other environment', () =>
    inRollback(async (db) => {
      for (const other of [{ bundleId: 'com.example.other' }, { apnsEnvironment: 'production' as const }]) {
        const { app, id, environmentId, device, deviceToken } = await askedPhone(db)
        expect(await answerProbe(app, { id, deviceToken, permission: 'denied', ...other })).toMatchObject({
          corrections: [],
        })
        expect((await findDevice(db, { environmentId, deviceId: device.id }))?.device.permission).toBe('authorized')
      }
    }))

  it('corrects nothing without a required User-Token, but stores the answer', () =>
    inRollback(async (db) => {
      const { app, id, environmentId, device, deviceToken, staff } = await askedPhone(
        db,
        {},
        { requiresIdentity: true },
      )
      expect(await answerProbe(app, { id, deviceToken, permission: 'denied' })).toMatchObject({ corrections: [] })
      expect((await findDevice(db, { environmentId, deviceId: device.id }))?.device.permission).toBe('authorized')
      expect((await showProbe(staff, { environmentId, probeId: id })).verdict?.code).toBe('denied')
    }))

  it('doesn’t re-enable a device that was disabled in the meantime', () =>
    inRollback(async (db) => {
      const { app, staff, id, environmentId, device, deviceToken } = await askedPhone(db)
      await disableDevice(staff, { environmentId, deviceId: device.id })
      await answerProbe(app, { id, deviceToken, permission: 'denied' })
      await answerProbe(app, { id, deviceId: device.id, deviceToken: deviceTokenHex(), permission: 'denied' })
      expect((await findDevice(db, { environmentId, deviceId: device.id }))?.device.status).toBe('disabled')
    }))

  it('is not found with another environment’s key, by another device, or without proof of the device', () =>
    inRollback(async (db) => {
      const { app, id, environmentId, device, deviceToken } = await askedPhone(db)
      const stranger = await makeDevice(db, { environmentId })
      const elsewhere = await withKey(db, { environmentId: (await makeEnvironment(db)).id, kind: 'publishable' })
      const refused = { reason: 'not-found' }
      const permission = 'denied' as const
      await expect(answerProbe(elsewhere, { id, deviceToken, permission })).rejects.toMatchObject(refused)
      for (const who of [
        { deviceToken: stranger.address },
        { deviceToken: stranger.address, deviceId: device.id },
        { deviceToken: deviceTokenHex() },
        { deviceId: stranger.id },
        { uuid: deviceToken },
      ])
        await expect(answerProbe(app, { id, ...who, permission })).rejects.toMatchObject(refused)
      expect((await findDevice(db, { environmentId, deviceId: device.id }))?.device.permission).toBe('authorized')
    }))

  it('is erased with its customer, even if the device has moved to another one', () =>
    inRollback(async (db) => {
      const { app, staff, id, environmentId, customer, deviceToken } = await askedPhone(db)
      await answerProbe(app, { id, deviceToken, permission: 'authorized' })
      await registerDevice(app, { deviceToken, user: { id: 'somebody-else' }, permission: 'authorized' })
      await expect(answerProbe(app, { id, deviceToken, permission: 'denied' })).rejects.toMatchObject({
        reason: 'not-found',
      })
      await eraseCustomerAsStaff(staff, { environmentId, customerId: customer.id, confirmation: customer.userId ?? '' })
      expect(await findProbe(db, { environmentId, id })).toBeUndefined()
    }))
})
