import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCustomer, makeDelivery, makeEnvironment, makeNotification, unique } from '@/db/factories'
import { inRollback } from '@/db/testing'
import { type DeliveryCursor, type DeliveryFilters, pageOfDeliveries } from './deliveries'

const at = (minute: number) => new Date(Date.UTC(2026, 5, 1, 12, minute))
const states = ['accepted', 'failed', 'suppressed', 'queued'] as const
const types = ['live', 'proactive', 'test'] as const
const transports = ['apns', 'company_api'] as const

/** Deliveries of every kind, two of each, in mixed order. */
async function makeLog(db: Db) {
  const { id: environmentId } = await makeEnvironment(db)
  const conversationId = unique('conversation')
  const customer = await makeCustomer(db, { environmentId })
  const rows = []
  for (let n = 0; n < 48; n += 1) {
    const state = states[n % 4] ?? 'accepted'
    const given = {
      environmentId,
      state,
      type: types[n % 3],
      transport: transports[n % 2],
      isSimulated: n % 5 === 0,
      isUncertain: n % 7 === 0,
      reason: state === 'failed' ? (n % 8 < 4 ? 'Unregistered' : 'BadDeviceToken') : null,
      createdAt: at(n % 20),
    }
    const notification = n % 6 === 0 ? await makeNotification(db, { environmentId, conversationId }) : undefined
    rows.push(
      await makeDelivery(db, {
        ...given,
        notificationId: notification?.id,
        customerId: n % 9 === 0 ? customer.id : null,
        deviceId: crypto.randomUUID(),
      }),
    )
  }
  return { environmentId, rows, conversationId, customer }
}

type Row = Awaited<ReturnType<typeof makeLog>>['rows'][number]
const newestFirst = (a: Row, b: Row) => +b.createdAt - +a.createdAt || (a.id < b.id ? 1 : -1)

describe('pageOfDeliveries', () => {
  const combinations: [string, DeliveryFilters, (row: Row) => boolean][] = [
    ['nothing', {}, () => true],
    ['states', { states: ['failed', 'queued'] }, (row) => row.state === 'failed' || row.state === 'queued'],
    ['a reason', { reasons: ['Unregistered'] }, (row) => row.reason === 'Unregistered'],
    [
      'type and transport',
      { types: ['test'], transports: ['apns'] },
      (r) => r.type === 'test' && r.transport === 'apns',
    ],
    ['simulated', { isSimulated: true }, (row) => row.isSimulated],
    ['uncertain and state', { isUncertain: true, states: ['failed'] }, (r) => r.isUncertain && r.state === 'failed'],
    [
      'a time range and a reason',
      { from: at(5), until: at(12), reasons: ['BadDeviceToken', 'Unregistered'] },
      (row) => row.createdAt >= at(5) && row.createdAt < at(12) && row.reason !== null,
    ],
    ['what nothing matches', { states: ['accepted'], reasons: ['Unregistered'] }, () => false],
  ]
  it.each(combinations)('pages through exactly the deliveries that match %s, newest first', (_, filters, matches) =>
    inRollback(async (db) => {
      const { environmentId, rows } = await makeLog(db)
      await makeDelivery(db, { environmentId: (await makeEnvironment(db)).id, createdAt: at(1) })
      const found: string[] = []
      let after: DeliveryCursor | undefined
      do {
        const page = await pageOfDeliveries(db, { environmentId, filters, after, limit: 7 })
        found.push(...page.map((row) => row.id))
        const last = page.at(-1)
        after = last && page.length === 7 ? { at: last.createdAt, id: last.id } : undefined
      } while (after)
      expect(found).toEqual(
        rows
          .filter(matches)
          .sort(newestFirst)
          .map((row) => row.id),
      )
    }),
  )

  it('filters by conversation, user, device and notification, alone and with other filters', () =>
    inRollback(async (db) => {
      const { environmentId, rows, conversationId, customer } = await makeLog(db)
      const ids = async (filters: DeliveryFilters) =>
        (await pageOfDeliveries(db, { environmentId, filters, limit: 100 })).map((row) => row.id).sort()
      const expected = (matches: (row: Row, n: number) => boolean) =>
        rows
          .filter(matches)
          .map((row) => row.id)
          .sort()
      const device = rows[3]
      expect(await ids({ conversationId })).toEqual(expected((_, n) => n % 6 === 0))
      expect(await ids({ conversationId, states: ['suppressed'] })).toEqual(
        expected((row, n) => n % 6 === 0 && row.state === 'suppressed'),
      )
      expect(await ids({ user: customer.userId ?? '' })).toEqual(expected((_, n) => n % 9 === 0))
      expect(await ids({ customerId: customer.id, transports: ['apns'] })).toEqual(
        expected((row, n) => n % 9 === 0 && row.transport === 'apns'),
      )
      expect(await ids({ deviceId: device?.deviceId ?? '' })).toEqual([device?.id])
      expect(await ids({ notificationId: device?.notificationId })).toEqual([device?.id])
      expect(await ids({ user: 'nobody' })).toEqual([])
    }))
})
