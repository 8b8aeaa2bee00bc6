import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import {
  makeApp,
  makeAttempt,
  makeCompany,
  makeCompanyEndpoint,
  makeCustomer,
  makeDelivery,
  makeDevice,
  makeDeviceEvent,
  makeEnvironment,
  makeNotification,
  makePresence,
} from '@/db/factories'
import { inRollback } from '@/db/testing'
import { signedIn, withKey } from '../testing/contexts'
import { diagnose, diagnoseForKey } from './diagnose'
import { Diagnosis } from './schema'

type Given<T extends (db: Db, given: never) => unknown> = Partial<Parameters<T>[1]>

/** A customer of a simulated production environment, and the ways to ask about them. */
async function world(db: Db, given: Given<typeof makeEnvironment> = {}) {
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  const environment = await makeEnvironment(db, { appId: app.id, name: 'production', ...given })
  const environmentId = environment.id
  const customer = await makeCustomer(db, { environmentId })
  const support = await signedIn(db, { role: 'support', companyIds: [company.id] })
  const now = new Date()
  const ask = async (notificationId?: string, asker = support) =>
    diagnose(asker, { environmentId, customer: customer.id, notificationId })
  const device = (more: Given<typeof makeDevice> = {}) =>
    makeDevice(db, { environmentId, customerId: customer.id, ...more })
  const delivery = async (
    deviceId: string,
    more: Given<typeof makeDelivery> = {},
    attempt?: Given<typeof makeAttempt>,
  ) => {
    const row = await makeDelivery(db, { environmentId, customerId: customer.id, deviceId, endedAt: now, ...more })
    if (attempt) await makeAttempt(db, { environmentId, deliveryId: row.id, ...attempt })
    return row
  }
  return { db, company, app, environment, environmentId, customer, support, ask, device, delivery, now }
}

const stopOf = (diagnosis: Awaited<ReturnType<typeof diagnose>>) => [diagnosis.verdict.status, diagnosis.verdict.check]

describe('diagnose', () => {
  it('stops at a customer who was never registered, and says where else the id is known', () =>
    inRollback(async (db) => {
      const { support, environmentId, app } = await world(db)
      const sandbox = await makeEnvironment(db, { appId: app.id, name: 'sandbox' })
      const elsewhere = await makeCustomer(db, { environmentId: sandbox.id })
      const diagnosis = await diagnose(support, { environmentId, customer: elsewhere.userId ?? '' })
      expect(stopOf(diagnosis)).toEqual(['stopped', 'customer'])
      expect(diagnosis.verdict.nextAction).toContain('sandbox')
      expect(diagnosis.routes[0]?.checks.slice(1).every(({ status }) => status === 'not_reached')).toBe(true)
    }))

  it('stops at a customer without a device, and says who has it now', () =>
    inRollback(async (db) => {
      const { ask, customer, environmentId } = await world(db)
      expect((await ask()).verdict.sentence).toContain('No device was ever registered')
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
      expect(stopOf(diagnosis)).toEqual(['stopped', 'device'])
      expect(diagnosis.verdict.sentence).toContain('Another customer signed in')
      expect(JSON.stringify(diagnosis.routes[0]?.checks)).toContain(other.userId)
    }))

  it('stops at a denied permission', () =>
    inRollback(async (db) => {
      const { ask, device, delivery } = await world(db)
      const { id } = await device({ permission: 'denied' })
      expect(stopOf(await ask())).toEqual(['stopped', 'permission'])
      const { notificationId } = await delivery(id, { state: 'suppressed', reason: 'permission_denied' })
      expect(stopOf(await ask(notificationId))).toEqual(['stopped', 'permission'])
    }))

  it('warns where iOS has not asked yet', () =>
    inRollback(async (db) => {
      const { ask, device } = await world(db)
      await device({ permission: 'notDetermined' })
      expect(stopOf(await ask())).toEqual(['warning', 'permission'])
    }))

  it.each(['unregistered', 'expired_token', 'deregistered', 'disabled_by_staff', 'gone'] as const)(
    'stops at an address that is dead: %s',
    (statusReason) =>
      inRollback(async (db) => {
        const { ask, device } = await world(db)
        await device({ status: 'disabled', statusReason })
        const { verdict } = await ask()
        expect([verdict.status, verdict.check]).toEqual(['stopped', 'address'])
        expect(verdict.nextAction).not.toBeNull()
      }),
  )

  it('says of a message that its token was dead, also when the device registered again since', () =>
    inRollback(async (db) => {
      const { ask, device, delivery } = await world(db)
      const { id } = await device({ registeredAt: new Date(Date.now() + 1_000) })
      const { notificationId } = await delivery(
        id,
        { state: 'failed', reason: 'Unregistered' },
        { status: 410, reason: 'Unregistered', outcome: 'rejected' },
      )
      expect(stopOf(await ask(notificationId))).toEqual(['stopped', 'address'])
      const now = await ask()
      expect(stopOf(now)).toEqual(['warning', 'answer'])
      expect(now.verdict.sentence).toContain('Pushdesk found nothing that blocks notifications now')
    }))

  it('stops at a suspect token that the last message was refused for, until the app registers it again', () =>
    inRollback(async (db) => {
      const { ask, device, delivery } = await world(db)
      const since = new Date(Date.now() - 60_000)
      const given = {
        status: 'suspect',
        statusReason: 'bad_device_token',
        registeredAt: since,
        lastAcceptedAt: since,
      } as const
      const { id } = await device(given)
      await delivery(id, { state: 'failed', reason: 'BadDeviceToken' })
      expect(stopOf(await ask())).toEqual(['stopped', 'address'])
      const other = await world(db)
      const again = await other.device({ registeredAt: new Date(Date.now() + 1_000), lastAcceptedAt: since })
      await other.delivery(again.id, { state: 'failed', reason: 'BadDeviceToken' })
      expect(stopOf(await other.ask())).toEqual(['warning', 'answer'])
    }))

  it('tells a token of the other environment from a dead one', () =>
    inRollback(async (db) => {
      const { ask, device, app } = await world(db)
      const bad = {
        status: 'disabled',
        statusReason: 'bad_device_token',
        lastRejectedReason: 'BadDeviceToken',
        lastRejectedAt: new Date(),
      } as const
      const { address } = await device(bad)
      expect(stopOf(await ask())).toEqual(['stopped', 'environment'])
      const sandbox = await makeEnvironment(db, { appId: app.id, name: 'sandbox' })
      await makeDevice(db, { environmentId: sandbox.id, address })
      expect((await ask()).verdict.sentence).toContain('registered in sandbox')
    }))

  it('says that a token which was accepted before is dead', () =>
    inRollback(async (db) => {
      const { ask, device } = await world(db)
      await device({
        status: 'disabled',
        statusReason: 'bad_device_token',
        lastRejectedReason: 'BadDeviceToken',
        lastAcceptedAt: new Date(),
      })
      expect(stopOf(await ask())).toEqual(['stopped', 'address'])
    }))

  it('stops at an environment whose key APNs refuses, and tells support whom to tell', () =>
    inRollback(async (db) => {
      const { ask, device, delivery } = await world(db, {
        apnsServer: 'apple',
        blockedReason: 'InvalidProviderToken',
        blockedAt: new Date(),
      })
      const { id } = await device()
      const { verdict } = await ask()
      expect([verdict.status, verdict.check]).toEqual(['stopped', 'credentials'])
      expect(verdict.nextAction).toContain('Tell the integration manager')
      const manager = await ask(undefined, await signedIn(db, { role: 'admin' }))
      expect(manager.verdict.nextAction).toContain('Settings')
      const { notificationId } = await delivery(id, { state: 'queued', endedAt: null })
      expect(stopOf(await ask(notificationId))).toEqual(['stopped', 'credentials'])
    }))

  it('stops at an environment without a key', () =>
    inRollback(async (db) => {
      const { ask, device } = await world(db, { apnsServer: 'apple' })
      await device()
      expect(stopOf(await ask())).toEqual(['stopped', 'credentials'])
    }))

  it('stops at a UUID whose company has no API, and at one that answers 500', () =>
    inRollback(async (db) => {
      const { ask, device, delivery, environmentId } = await world(db)
      const { id } = await device({ kind: 'uuid', address: 'phone-of-someone' })
      expect(stopOf(await ask())).toEqual(['stopped', 'endpoint'])
      await makeCompanyEndpoint(db, { environmentId, url: 'https://push.example.com/secret-path' })
      expect(stopOf(await ask())).toEqual(['ok', null])
      await delivery(
        id,
        { transport: 'company_api', deviceKind: 'uuid', state: 'retrying', reason: 'http_500', endedAt: null },
        { status: 500, reason: 'http_500', outcome: 'rejected' },
      )
      const diagnosis = await ask()
      expect(stopOf(diagnosis)).toEqual(['stopped', 'endpoint'])
      expect(diagnosis.verdict.sentence).toContain('internal error')
      expect(JSON.stringify(diagnosis)).not.toContain('secret-path')
      expect(diagnosis.routes[0]?.checks.map(({ name }) => name)).not.toContain('credentials')
    }))

  it('stops at an endpoint whose requests are paused', () =>
    inRollback(async (db) => {
      const { ask, device, environmentId } = await world(db)
      await device({ kind: 'uuid', address: 'phone-of-someone' })
      await makeCompanyEndpoint(db, { environmentId, failuresInRow: 9, openUntil: new Date(Date.now() + 60_000) })
      expect((await ask()).verdict).toMatchObject({
        check: 'endpoint',
        sentence: expect.stringContaining('requests are paused'),
      })
    }))

  it('stops at a customer who had the chat open, and warns of one who has', () =>
    inRollback(async (db) => {
      const { ask, device, delivery, customer, environmentId } = await world(db)
      const { id } = await device()
      await makePresence(db, { environmentId, customerId: customer.id, chat: 'connected' })
      expect(stopOf(await ask())).toEqual(['warning', 'presence'])
      const { notificationId } = await delivery(id, { state: 'suppressed', reason: 'chat_connected' })
      expect(stopOf(await ask())).toEqual(['stopped', 'presence'])
      expect(stopOf(await ask(notificationId))).toEqual(['stopped', 'presence'])
    }))

  it('stops at the queue while a message waits there', () =>
    inRollback(async (db) => {
      const { ask, device, delivery } = await world(db)
      const { id } = await device()
      await delivery(id, { state: 'queued', endedAt: null, createdAt: new Date(Date.now() - 600_000) })
      expect((await ask()).verdict).toMatchObject({
        check: 'queue',
        sentence: expect.stringContaining('in the queue for over a minute'),
      })
    }))

  it('stops at APNs’s answer, with its meaning', () =>
    inRollback(async (db) => {
      const { ask, device, delivery } = await world(db)
      const { id } = await device()
      await delivery(
        id,
        { state: 'failed', reason: 'PayloadTooLarge' },
        { status: 413, reason: 'PayloadTooLarge', outcome: 'rejected' },
      )
      expect((await ask()).verdict).toMatchObject({ check: 'answer', sentence: 'The notification was too large.' })
    }))

  it('warns of an accepted push that the phone has not confirmed, and is content with a receipt', () =>
    inRollback(async (db) => {
      const { ask, device, delivery, now } = await world(db)
      const { id } = await device()
      const { notificationId } = await delivery(id, {}, { status: 200, outcome: 'accepted' })
      expect(stopOf(await ask(notificationId))).toEqual(['warning', 'receipt'])
      await delivery(id, { receivedAt: now })
      expect(stopOf(await ask())).toEqual(['ok', null])
    }))

  it('judges each device, the one that got furthest first', () =>
    inRollback(async (db) => {
      const { ask, device } = await world(db)
      await device({ permission: 'denied' })
      await device({ status: 'disabled', statusReason: 'unregistered' })
      const fine = await device()
      const { routes, verdict } = await ask()
      expect(routes.map(({ verdict: { check } }) => check)).toEqual([null, 'address', 'permission'])
      expect(routes[0]?.device?.id).toBe(fine.id)
      expect(verdict.status).toBe('ok')
    }))

  it('says of a message without deliveries that there was no device, also when there is one now', () =>
    inRollback(async (db) => {
      const { ask, device, customer, environmentId } = await world(db)
      const { id } = await makeNotification(db, { environmentId, customerId: customer.id })
      await device()
      expect((await ask(id)).verdict).toMatchObject({
        check: 'device',
        sentence: expect.stringContaining('registered later'),
      })
    }))

  it('never tells a whole token', () =>
    inRollback(async (db) => {
      const { ask, device, delivery } = await world(db)
      const { id, address } = await device()
      await delivery(id, { address })
      expect(JSON.stringify(await ask())).not.toContain(address)
    }))

  it('does not find a message of another customer, nor anything of another company', () =>
    inRollback(async (db) => {
      const { ask, environmentId, customer } = await world(db)
      const other = await makeNotification(db, {
        environmentId,
        customerId: (await makeCustomer(db, { environmentId })).id,
      })
      await expect(ask(other.id)).rejects.toMatchObject({ reason: 'not-found' })
      const stranger = await signedIn(db, { role: 'support', companyIds: [(await makeCompany(db)).id] })
      await expect(diagnose(stranger, { environmentId, customer: customer.id })).rejects.toMatchObject({
        reason: 'not-found',
      })
    }))
})

describe('diagnoseForKey', () => {
  it('answers for a user id, for our id and for somebody unknown, and tells nothing of other environments', () =>
    inRollback(async (db) => {
      const { app, environmentId, customer } = await world(db)
      const sandbox = await makeEnvironment(db, { appId: app.id, name: 'sandbox' })
      const elsewhere = await makeCustomer(db, { environmentId: sandbox.id })
      const ctx = await withKey(db, { environmentId, kind: 'secret' })
      for (const name of [customer.userId ?? '', customer.id])
        expect((await diagnoseForKey(ctx, { customer: name })).customer?.id).toBe(customer.id)
      const unknown = await diagnoseForKey(ctx, { customer: elsewhere.userId ?? '' })
      expect(Diagnosis.parse(unknown).verdict.check).toBe('customer')
      expect(JSON.stringify(unknown)).not.toContain('sandbox')
    }))

  it('refuses a publishable key', () =>
    inRollback(async (db) => {
      const { environmentId, customer } = await world(db)
      const ctx = await withKey(db, { environmentId, kind: 'publishable' })
      await expect(async () => diagnoseForKey(ctx, { customer: customer.id })).rejects.toMatchObject({
        reason: 'forbidden',
      })
    }))
})
