import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database, Db } from '@/db/client'
import { makeAttempt, makeDevice, makeEnvironment, unique } from '@/db/factories'
import { tablesWith } from '@/db/find-text'
import { findNotificationRow } from '@/db/queries/deliveries/notifications'
import { failedSince } from '@/db/queries/deliveries/repeats'
import { deliveries } from '@/db/schema/notifications'
import { emptyDatabase, inRollback as inRollbackOf } from '@/db/testing'
import { setMessageTexts } from '@/lib/companies/set-message-texts'
import { showDelivery } from '@/lib/deliveries/log/show-delivery'
import { repeatDeliveries } from '@/lib/deliveries/repeat-deliveries'
import { sendAgain } from '@/lib/deliveries/send-again'
import { acceptMessage } from '@/lib/notifications/accept-message'
import { signedIn, withKey } from '@/lib/testing/contexts'
import { sweepTexts } from './message-texts'

// An own database: the sweep would include other tests' deliveries.
let own: Database
beforeAll(async () => {
  own = await emptyDatabase()
})
afterAll(() => own.close())

const inRollback = (test: (db: Db) => Promise<void>) => inRollbackOf(test, own)
const dayMs = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * dayMs)
/** The setting applies to older messages after one minute. */
const soon = () => new Date(Date.now() + 61_000)

async function place(db: Db) {
  const { id: environmentId, appId } = await makeEnvironment(db)
  const app = await db.query.apps.findFirst({ where: ({ id }, { eq }) => eq(id, appId) })
  const admin = await signedIn(db, { role: 'admin' })
  const sk = await withKey(db, { environmentId, kind: 'secret' })
  const { customerId } = await makeDevice(db, { environmentId })
  const customer = await db.query.customers.findFirst({ where: ({ id }, { eq }) => eq(id, customerId) })
  const text = unique('text')
  const send = async () => {
    const user = { id: customer?.userId ?? '' }
    const message = { id: unique('message'), type: 'live' as const, conversationId: unique('conversation'), user }
    const { notification, deliveries: made } = await acceptMessage(sk, { ...message, title: text, body: text })
    return { notificationId: notification.id, deliveryId: made[0]?.id ?? '' }
  }
  const keep = (messageTextDays: number | null) =>
    setMessageTexts(admin, { companyId: app?.companyId ?? '', messageTextDays })
  const sweep = (now?: Date) => sweepTexts({ ...own, db }, now)
  const end = (given: Partial<typeof deliveries.$inferInsert> = {}) =>
    db.update(deliveries).set({ state: 'failed', reason: 'http_500', endedAt: new Date(), ...given })
  return { environmentId, admin, text, send, keep, sweep, end }
}

describe('a company that doesn’t keep message texts', () => {
  it('keeps them until their deliveries have ended, and in no table afterwards', () =>
    inRollback(async (db) => {
      const { environmentId, text, send, keep, sweep, end } = await place(db)
      await keep(0)
      const { notificationId, deliveryId } = await send()
      await sweep()
      expect(await findNotificationRow(db, { environmentId, id: notificationId })).toMatchObject({ title: text })
      const body = { text }
      await makeAttempt(db, {
        ...{ environmentId, deliveryId, number: 1, outcome: 'rejected', status: 500, reason: 'http_500' },
        request: { method: 'POST', url: 'https://push.example.com', headers: {}, body },
        response: { headers: { 'x-id': 'one' }, body },
      })
      await end({ transport: 'company_api' })
      await sweep()
      expect(await tablesWith(db, text)).toEqual([])
      expect(await findNotificationRow(db, { environmentId, id: notificationId })).toMatchObject({
        ...{ title: null, body: null, payload: {}, textRemovedAt: expect.any(Date) },
      })
      const [attempt] = await db.query.attempts.findMany({ where: (one, { eq }) => eq(one.deliveryId, deliveryId) })
      expect(attempt).toMatchObject({
        status: 500,
        request: { method: 'POST' },
        response: { headers: { 'x-id': 'one' } },
      })
    }))

  it('shows that on the delivery’s page and when someone tries to resend it', () =>
    inRollback(async (db) => {
      const { environmentId, admin, send, keep, sweep, end } = await place(db)
      await keep(0)
      const { deliveryId } = await send()
      await end()
      const which = { environmentId, since: inDays(-1), now: new Date(), limit: 10 }
      const [found] = await failedSince(db, which)
      await sweep()
      expect(await showDelivery(admin, { environmentId, deliveryId })).toMatchObject({
        ...{ title: null, payload: {}, maySendAgain: false },
        textRemoved: 'The company doesn’t keep message texts.',
      })
      await expect(sendAgain(admin, { environmentId, deliveryId })).rejects.toMatchObject({ code: 'text_removed' })
      expect(await failedSince(db, which)).toEqual([])
      // Found before its text was removed, and repeated afterwards.
      expect(await repeatDeliveries(db, { environmentId, originals: found ? [found] : [], now: new Date() })).toEqual(
        [],
      )
    }))

  it('keeps the text of an uncertain delivery for ten minutes, while its response may still be written', () =>
    inRollback(async (db) => {
      const { text, send, keep, sweep, end } = await place(db)
      await keep(0)
      await send()
      await end({ isUncertain: true })
      await sweep()
      expect(await tablesWith(db, text)).toEqual(['notifications'])
      await sweep(new Date(Date.now() + 11 * 60_000))
      expect(await tablesWith(db, text)).toEqual([])
    }))
})

describe('a company that keeps message texts for a few days', () => {
  it('keeps them for exactly that long', () =>
    inRollback(async (db) => {
      const { environmentId, admin, text, send, keep, sweep, end } = await place(db)
      await keep(7)
      const { deliveryId } = await send()
      await end()
      await sweep(inDays(6.9))
      expect(await tablesWith(db, text)).toEqual(['notifications'])
      await sweep(inDays(7.1))
      expect(await tablesWith(db, text)).toEqual([])
      const { textRemoved } = await showDelivery(admin, { environmentId, deliveryId })
      expect(textRemoved).toBe('The company keeps message texts for 7 days.')
    }))
})

describe('changing the setting', () => {
  it('applies to existing messages, whatever the batches', () =>
    inRollback(async (db) => {
      const { text, send, keep, sweep, end } = await place(db)
      for (let count = 0; count < 5; count += 1) await send()
      await end()
      await keep(30)
      await sweep(soon())
      expect(await tablesWith(db, text)).toEqual(['notifications'])
      await keep(null)
      await sweep(soon())
      await sweep(inDays(60))
      expect(await tablesWith(db, text)).toEqual(['notifications'])
      await keep(0)
      await sweep(soon())
      expect(await tablesWith(db, text)).toEqual([])
    }))

  it('affects only that company, requires an admin, and rejects no-op and invalid values', () =>
    inRollback(async (db) => {
      const [one, other] = [await place(db), await place(db)]
      await other.send()
      await other.end()
      await one.keep(0)
      await one.sweep(soon())
      expect(await tablesWith(db, other.text)).toEqual(['notifications'])
      await expect(one.keep(0)).rejects.toMatchObject({ reason: 'conflict' })
      for (const days of [-1, 1.5, 4_000, Number.NaN])
        await expect(one.keep(days)).rejects.toMatchObject({ reason: 'invalid' })
      const manager = await signedIn(db, { role: 'integration_manager' })
      const companyId = crypto.randomUUID()
      await expect(setMessageTexts(manager, { companyId, messageTextDays: 1 })).rejects.toMatchObject({
        reason: 'forbidden',
      })
    }))
})
