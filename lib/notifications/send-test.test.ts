import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeApp, makeCompany, makeCustomer, makeDevice, makeEnvironment, makePresence } from '@/db/factories'
import { queuedAmong } from '@/db/queries/sending/due-deliveries'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { countTestsLeft, sendTest, testsPerMinuteMax } from './send-test'

type Name = 'production' | 'sandbox'

async function someone(db: Db, name: Name = 'sandbox') {
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  const { id: environmentId } = await makeEnvironment(db, { appId: app.id, name })
  const customer = await makeCustomer(db, { environmentId })
  const { id: deviceId } = await makeDevice(db, { environmentId, customerId: customer.id })
  const ctx = await signedIn(db, { role: 'support', companyIds: [company.id] })
  return { company, environmentId, deviceId, customer, ctx }
}

describe('sendTest', () => {
  it('queues one delivery to the device, and is audited', () =>
    inRollback(async (db) => {
      const { environmentId, deviceId, ctx } = await someone(db)
      const sent = await sendTest(ctx, { environmentId, deviceId, title: 'Hello', body: 'Is it there?' })
      expect(sent).toMatchObject({
        notification: { type: 'test', title: 'Hello' },
        deliveries: [{ deviceId, state: 'queued', type: 'test' }],
        testsLeft: testsPerMinuteMax - 1,
      })
      const [delivery] = sent.deliveries
      expect(await queuedAmong(db, { ids: [delivery?.id ?? ''] })).toEqual([delivery?.id])
      const [entry] = await entriesAbout(db, { subjectKind: 'notification', subjectId: sent.notification.id })
      expect(entry).toMatchObject({ action: 'test.send', actorId: ctx.staff.id, after: { deviceId } })
    }))

  it('reaches a customer who has the chat open, unlike a message', () =>
    inRollback(async (db) => {
      const { environmentId, deviceId, customer, ctx } = await someone(db)
      await makePresence(db, { environmentId, customerId: customer.id, deviceId, chat: 'connected', app: 'active' })
      const { deliveries } = await sendTest(ctx, { environmentId, deviceId, body: 'x' })
      expect(deliveries).toMatchObject([{ state: 'queued' }])
    }))

  it('sends a payload as written, plus the `pushdesk` key', () =>
    inRollback(async (db) => {
      const { environmentId, deviceId, ctx } = await someone(db)
      const payload = { aps: { alert: 'x', badge: 3 }, own: [1, 2] }
      const { notification } = await sendTest(ctx, { environmentId, deviceId, payload })
      expect(notification.payload).toMatchObject({ ...payload, pushdesk: { v: 1, notificationId: notification.id } })
    }))

  it('sends once for each idempotency key, and rejects a key reused with different content', () =>
    inRollback(async (db) => {
      const { environmentId, deviceId, ctx } = await someone(db)
      const test = { environmentId, deviceId, body: 'x', idempotencyKey: 'one' }
      const first = await sendTest(ctx, test)
      const again = await sendTest(ctx, test)
      expect(again.deliveries).toEqual(first.deliveries)
      expect(again.testsLeft).toBe(first.testsLeft)
      const about = { subjectKind: 'notification', subjectId: first.notification.id }
      expect(await entriesAbout(db, about)).toHaveLength(1)
      await expect(sendTest(ctx, { ...test, body: 'y' })).rejects.toMatchObject({
        reason: 'conflict',
        code: 'id_reused',
      })
    }))

  it('requires typing the company’s slug before a test in production', () =>
    inRollback(async (db) => {
      const { company, environmentId, deviceId, ctx } = await someone(db, 'production')
      const test = { environmentId, deviceId, body: 'x' }
      for (const confirmation of [undefined, 'yes'])
        await expect(sendTest(ctx, { ...test, confirmation })).rejects.toMatchObject({
          code: 'confirmation_needed',
          fields: { confirmation: [expect.stringContaining(company.slug)] },
        })
      expect((await sendTest(ctx, { ...test, confirmation: company.slug })).deliveries).toHaveLength(1)
    }))

  it('is denied to viewers, and finds no other company or device of another environment', () =>
    inRollback(async (db) => {
      const { company, environmentId, deviceId, ctx } = await someone(db)
      const test = { environmentId, deviceId, body: 'x' }
      const viewer = await signedIn(db, { role: 'viewer', companyIds: [company.id] })
      await expect(sendTest(viewer, test)).rejects.toMatchObject({ reason: 'forbidden' })
      const stranger = await signedIn(db, { role: 'support', companyIds: [(await makeCompany(db)).id] })
      await expect(sendTest(stranger, test)).rejects.toMatchObject({ reason: 'not-found' })
      const elsewhere = await someone(db)
      const foreign = sendTest(ctx, { ...test, deviceId: elsewhere.deviceId })
      await expect(foreign).rejects.toMatchObject({ reason: 'not-found' })
    }))

  it.each<[string, object]>([
    ['nothing at all', {}],
    ['a title alone', { title: 'x' }],
    ['more than 4,096 bytes', { payload: { aps: { alert: 'a'.repeat(4096) } } }],
    ['a priority that APNs has not', { body: 'x', headers: { 'apns-priority': '7' } }],
  ])('rejects %s, and writes nothing', (_, given) =>
    inRollback(async (db) => {
      const { environmentId, deviceId, ctx } = await someone(db)
      await expect(sendTest(ctx, { environmentId, deviceId, ...given })).rejects.toMatchObject({ reason: 'invalid' })
      expect(await countTestsLeft(ctx, { environmentId })).toBe(testsPerMinuteMax)
    }),
  )

  it('limits tests per minute for each person separately', () =>
    inRollback(async (db) => {
      const { company, environmentId, deviceId, ctx } = await someone(db)
      const test = { environmentId, deviceId, body: 'x' }
      for (let count = 0; count < testsPerMinuteMax; count++) await sendTest(ctx, test)
      await expect(sendTest(ctx, test)).rejects.toMatchObject({
        reason: 'too-many',
        details: { retryAfterSeconds: expect.any(Number) },
      })
      expect(await countTestsLeft(ctx, { environmentId })).toBe(0)
      const colleague = await signedIn(db, { role: 'support', companyIds: [company.id] })
      expect((await sendTest(colleague, test)).testsLeft).toBe(testsPerMinuteMax - 1)
    }))
})
