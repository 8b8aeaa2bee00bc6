import { describe, expect, it } from 'vitest'
import { makeCustomer, makeDevice, makeDeviceEvent, makeEnvironment } from '@/db/factories'
import { inRollback } from '@/db/testing'
import { diagnose } from './diagnose'
import { customerToDiagnose, verdictStop } from './testing/customer-to-diagnose'

describe('diagnose, for the customer and the device', () => {
  it('stops at a customer who is unknown here, and says where else the ID is known', () =>
    inRollback(async (db) => {
      const { support, environmentId, app } = await customerToDiagnose(db)
      const sandbox = await makeEnvironment(db, { appId: app.id, name: 'sandbox' })
      const elsewhere = await makeCustomer(db, { environmentId: sandbox.id })
      const diagnosis = await diagnose(support, { environmentId, customer: elsewhere.userId ?? '' })
      expect(verdictStop(diagnosis)).toEqual(['stopped', 'customer'])
      expect(diagnosis.verdict.nextAction.sentence).toContain('sandbox')
      expect(diagnosis.routes[0]?.checks.slice(1).every(({ status }) => status === 'not_reached')).toBe(true)
    }))

  it('stops at a customer without a device, and says who has the device now', () =>
    inRollback(async (db) => {
      const { ask, customer, environmentId } = await customerToDiagnose(db)
      const { verdict } = await ask()
      expect(verdict.sentence).toContain('No prompt is configured')
      expect(verdict.nextAction.sentence).toBe('Tell the integration manager that the prompt is off.')
      const other = await makeCustomer(db, { environmentId })
      const device = await makeDevice(db, { environmentId, customerId: other.id })
      await makeDeviceEvent(db, {
        environmentId,
        deviceId: device.id,
        kind: 'moved',
        customerId: other.id,
        previousCustomerId: customer.id,
      })
      const diagnosis = await ask()
      expect(verdictStop(diagnosis)).toEqual(['stopped', 'device'])
      expect(diagnosis.verdict.sentence).toContain('Another customer signed in')
      expect(JSON.stringify(diagnosis.routes[0]?.checks)).toContain(other.userId)
    }))

  it('stops at a denied permission', () =>
    inRollback(async (db) => {
      const { ask, device, delivery } = await customerToDiagnose(db)
      const { id } = await device({ permission: 'denied' })
      expect(verdictStop(await ask())).toEqual(['stopped', 'permission'])
      const { notificationId } = await delivery(id, { state: 'suppressed', reason: 'permission_denied' })
      expect(verdictStop(await ask(notificationId))).toEqual(['stopped', 'permission'])
    }))

  it('warns if iOS hasn’t asked yet', () =>
    inRollback(async (db) => {
      const { ask, device } = await customerToDiagnose(db)
      await device({ permission: 'notDetermined' })
      expect(verdictStop(await ask())).toEqual(['warning', 'permission'])
    }))

  it.each(['unregistered', 'expired_token', 'deregistered', 'disabled_by_staff', 'gone'] as const)(
    'stops at a dead device address: %s',
    (statusReason) =>
      inRollback(async (db) => {
        const { ask, device } = await customerToDiagnose(db)
        await device({ status: 'disabled', statusReason })
        const { verdict } = await ask()
        expect([verdict.status, verdict.check]).toEqual(['stopped', 'address'])
        expect(verdict.nextAction.who).not.toBe('nobody')
      }),
  )

  it('says that opening the app doesn’t bring back a device that staff disabled', () =>
    inRollback(async (db) => {
      const { ask, device } = await customerToDiagnose(db)
      await device({ status: 'disabled', statusReason: 'disabled_by_staff' })
      expect((await ask()).verdict.nextAction.sentence).toContain('Opening the app doesn’t bring it back')
    }))

  it('says that a past message’s token was dead, even if the device has registered again since', () =>
    inRollback(async (db) => {
      const { ask, device, delivery } = await customerToDiagnose(db)
      const { id } = await device({ registeredAt: new Date(Date.now() + 1_000) })
      const { notificationId } = await delivery(
        id,
        { state: 'failed', reason: 'Unregistered' },
        { status: 410, reason: 'Unregistered', outcome: 'rejected' },
      )
      expect(verdictStop(await ask(notificationId))).toEqual(['stopped', 'address'])
      const now = await ask()
      expect(verdictStop(now)).toEqual(['warning', 'answer'])
      expect(now.verdict.sentence).toContain('Pushdesk found nothing that blocks notifications now')
    }))

  it('stops at a suspect token until the app registers it again', () =>
    inRollback(async (db) => {
      const { ask, device, delivery } = await customerToDiagnose(db)
      const since = new Date(Date.now() - 60_000)
      const given = {
        status: 'suspect',
        statusReason: 'bad_device_token',
        registeredAt: since,
        lastAcceptedAt: since,
      } as const
      const { id } = await device(given)
      await delivery(id, { state: 'failed', reason: 'BadDeviceToken' })
      expect(verdictStop(await ask())).toEqual(['stopped', 'address'])
      const other = await customerToDiagnose(db)
      const again = await other.device({ registeredAt: new Date(Date.now() + 1_000), lastAcceptedAt: since })
      await other.delivery(again.id, { state: 'failed', reason: 'BadDeviceToken' })
      expect(verdictStop(await other.ask())).toEqual(['warning', 'answer'])
    }))

  it('distinguishes a token of the other environment from a dead one', () =>
    inRollback(async (db) => {
      const { ask, device, app } = await customerToDiagnose(db)
      const bad = {
        status: 'disabled',
        statusReason: 'bad_device_token',
        lastRejectedReason: 'BadDeviceToken',
        lastRejectedAt: new Date(),
      } as const
      const { address } = await device(bad)
      expect(verdictStop(await ask())).toEqual(['stopped', 'environment'])
      const sandbox = await makeEnvironment(db, { appId: app.id, name: 'sandbox' })
      await makeDevice(db, { environmentId: sandbox.id, address })
      expect((await ask()).verdict.sentence).toContain('registered in sandbox')
    }))

  it('treats a rejected token that was accepted before as dead', () =>
    inRollback(async (db) => {
      const { ask, device } = await customerToDiagnose(db)
      await device({
        status: 'disabled',
        statusReason: 'bad_device_token',
        lastRejectedReason: 'BadDeviceToken',
        lastAcceptedAt: new Date(),
      })
      expect(verdictStop(await ask())).toEqual(['stopped', 'address'])
    }))
})
