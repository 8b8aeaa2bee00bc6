import { describe, expect, it } from 'vitest'
import {
  makeCompany,
  makeCompanyEndpoint,
  makeCustomer,
  makeEnvironment,
  makeNotification,
  makePresence,
} from '@/db/factories'
import { inRollback } from '@/db/testing'
import { signedIn, withKey } from '@/lib/testing/contexts'
import { diagnose, diagnoseForKey } from './diagnose'
import { Diagnosis } from './schema'
import { customerToDiagnose, verdictStop } from './testing/customer-to-diagnose'

describe('diagnose', () => {
  it('stops at an environment whose key APNs rejects, and tells support whom to contact', () =>
    inRollback(async (db) => {
      const { ask, device, delivery } = await customerToDiagnose(db, {
        apnsServer: 'apple',
        blockedReason: 'InvalidProviderToken',
        blockedAt: new Date(),
      })
      const { id } = await device()
      const { verdict } = await ask()
      expect([verdict.status, verdict.check]).toEqual(['stopped', 'credentials'])
      expect(verdict.nextAction.sentence).toContain('Tell the integration manager')
      const manager = await ask(undefined, await signedIn(db, { role: 'admin' }))
      expect(manager.verdict.nextAction.sentence).toContain('Settings')
      const { notificationId } = await delivery(id, { state: 'queued', endedAt: null })
      expect(verdictStop(await ask(notificationId))).toEqual(['stopped', 'credentials'])
    }))

  it('stops at an environment without a key', () =>
    inRollback(async (db) => {
      const { ask, device } = await customerToDiagnose(db, { apnsServer: 'apple' })
      await device()
      expect(verdictStop(await ask())).toEqual(['stopped', 'credentials'])
    }))

  it('stops at a UUID whose company has no API, or one that responds with 500', () =>
    inRollback(async (db) => {
      const { ask, device, delivery, environmentId } = await customerToDiagnose(db)
      const { id } = await device({ kind: 'uuid', address: 'phone-of-someone' })
      expect(verdictStop(await ask())).toEqual(['stopped', 'endpoint'])
      await makeCompanyEndpoint(db, { environmentId, url: 'https://push.example.com/secret-path' })
      expect(verdictStop(await ask())).toEqual(['warning', 'message'])
      await delivery(
        id,
        { transport: 'company_api', deviceKind: 'uuid', state: 'retrying', reason: 'http_500', endedAt: null },
        { status: 500, reason: 'http_500', outcome: 'rejected' },
      )
      const diagnosis = await ask()
      expect(verdictStop(diagnosis)).toEqual(['stopped', 'endpoint'])
      expect(diagnosis.verdict.sentence).toContain('internal error')
      expect(JSON.stringify(diagnosis)).not.toContain('secret-path')
      expect(diagnosis.routes[0]?.checks.map(({ name }) => name)).not.toContain('credentials')
    }))

  it('stops at an endpoint whose requests are paused', () =>
    inRollback(async (db) => {
      const { ask, device, environmentId } = await customerToDiagnose(db)
      await device({ kind: 'uuid', address: 'phone-of-someone' })
      await makeCompanyEndpoint(db, { environmentId, failuresInRow: 9, openUntil: new Date(Date.now() + 60_000) })
      expect((await ask()).verdict).toMatchObject({
        check: 'endpoint',
        sentence: expect.stringContaining('requests are paused'),
      })
    }))

  it('stops if the customer had the chat open, and warns if it is open now', () =>
    inRollback(async (db) => {
      const { ask, device, delivery, customer, environmentId } = await customerToDiagnose(db)
      const { id } = await device()
      await makePresence(db, { environmentId, customerId: customer.id, chat: 'connected' })
      expect(verdictStop(await ask())).toEqual(['warning', 'presence'])
      const { notificationId } = await delivery(id, { state: 'suppressed', reason: 'chat_connected' })
      expect(verdictStop(await ask())).toEqual(['stopped', 'presence'])
      expect(verdictStop(await ask(notificationId))).toEqual(['stopped', 'presence'])
    }))

  it('stops at the queue while a message waits there', () =>
    inRollback(async (db) => {
      const { ask, device, delivery } = await customerToDiagnose(db)
      const { id } = await device()
      await delivery(id, { state: 'queued', endedAt: null, createdAt: new Date(Date.now() - 600_000) })
      expect((await ask()).verdict).toMatchObject({
        check: 'queue',
        sentence: expect.stringContaining('in the queue for over a minute'),
      })
    }))

  it('stops at APNs’s response, and explains it', () =>
    inRollback(async (db) => {
      const { ask, device, delivery } = await customerToDiagnose(db)
      const { id } = await device()
      await delivery(
        id,
        { state: 'failed', reason: 'PayloadTooLarge' },
        { status: 413, reason: 'PayloadTooLarge', outcome: 'rejected' },
      )
      expect((await ask()).verdict).toMatchObject({ check: 'answer', sentence: 'The notification was too large.' })
    }))

  it('warns about an accepted push until the phone confirms it', () =>
    inRollback(async (db) => {
      const { ask, device, delivery, now } = await customerToDiagnose(db)
      const { id } = await device()
      const { notificationId } = await delivery(id, {}, { status: 200, outcome: 'accepted' })
      expect(verdictStop(await ask(notificationId))).toEqual(['warning', 'receipt'])
      await delivery(id, { receivedAt: now })
      expect(verdictStop(await ask())).toEqual(['ok', null])
    }))

  it('judges each device, and lists the one that got furthest first', () =>
    inRollback(async (db) => {
      const { ask, device } = await customerToDiagnose(db)
      await device({ permission: 'denied' })
      await device({ status: 'disabled', statusReason: 'unregistered' })
      const fine = await device()
      const { routes, verdict } = await ask()
      expect(routes.map(({ verdict: { check } }) => check)).toEqual(['message', 'address', 'permission'])
      expect(routes[0]?.device?.id).toBe(fine.id)
      expect(verdict.cause).toBe('no_message')
    }))

  it('says that a message without deliveries had no device, even if there is one now', () =>
    inRollback(async (db) => {
      const { ask, device, customer, environmentId } = await customerToDiagnose(db)
      const { id } = await makeNotification(db, { environmentId, customerId: customer.id })
      await device()
      expect((await ask(id)).verdict).toMatchObject({
        check: 'device',
        sentence: expect.stringContaining('registered later'),
      })
    }))

  it('never shows a full token', () =>
    inRollback(async (db) => {
      const { ask, device, delivery } = await customerToDiagnose(db)
      const { id, address } = await device()
      await delivery(id, { address })
      expect(JSON.stringify(await ask())).not.toContain(address)
    }))

  it('finds no message of another customer, and nothing of another company', () =>
    inRollback(async (db) => {
      const { ask, environmentId, customer } = await customerToDiagnose(db)
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
  it('finds a customer by user ID or by our ID, and names no environment of another app', () =>
    inRollback(async (db) => {
      const { app, environmentId, customer } = await customerToDiagnose(db)
      const sandbox = await makeEnvironment(db, { appId: app.id, name: 'sandbox' })
      const elsewhere = await makeCustomer(db, { environmentId: sandbox.id })
      const ctx = await withKey(db, { environmentId, kind: 'secret' })
      for (const name of [customer.userId ?? '', customer.id])
        expect((await diagnoseForKey(ctx, { customer: name })).customer?.id).toBe(customer.id)
      const unknown = await diagnoseForKey(ctx, { customer: elsewhere.userId ?? '' })
      expect(Diagnosis.parse(unknown).verdict.check).toBe('customer')
      expect(unknown.verdict.cause).toBe('customer_elsewhere')
      const { userId } = await makeCustomer(db, { environmentId: (await makeEnvironment(db)).id })
      const ofStrangers = await diagnoseForKey(ctx, { customer: userId ?? '' })
      expect(ofStrangers.verdict.cause).toBe('customer_unknown')
      expect(JSON.stringify(ofStrangers)).not.toContain('Known in')
    }))

  it('rejects a publishable key', () =>
    inRollback(async (db) => {
      const { environmentId, customer } = await customerToDiagnose(db)
      const ctx = await withKey(db, { environmentId, kind: 'publishable' })
      await expect(async () => diagnoseForKey(ctx, { customer: customer.id })).rejects.toMatchObject({
        reason: 'forbidden',
      })
    }))
})
