import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCompany, makeCustomer, makeDelivery, makeEnvironment } from '@/db/factories'
import type { DeliveryCell } from '@/db/queries/deliveries/delivery-counts'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { chartDeliveries } from './chart-deliveries'
import { countDeliveries } from './count-deliveries'
import { facetsOf } from './facets'
import { listDeliveries } from './list-deliveries'

const now = Date.now()
const minutesAgo = (minutes: number) => new Date(now - minutes * 60_000)

async function makeLog(db: Db) {
  const { id: environmentId } = await makeEnvironment(db)
  const customer = await makeCustomer(db, { environmentId })
  const make = (given: object) => makeDelivery(db, { environmentId, ...given })
  await make({ state: 'accepted', createdAt: minutesAgo(1), customerId: customer.id })
  await make({ state: 'accepted', type: 'test', createdAt: minutesAgo(50) })
  await make({ state: 'failed', reason: 'Unregistered', createdAt: minutesAgo(100), customerId: customer.id })
  await make({ state: 'failed', reason: 'timeout', isUncertain: true, createdAt: minutesAgo(150) })
  await make({ state: 'suppressed', reason: 'chat_connected', transport: 'company_api', createdAt: minutesAgo(20_000) })
  return { environmentId, customer }
}

const counts = (values: { value: string; count: number }[]) =>
  Object.fromEntries(values.map(({ value, count }) => [value, count]))

describe('the delivery log', () => {
  it('lists masked addresses, and returns a cursor only while there are more', () =>
    inRollback(async (db) => {
      const { environmentId, customer } = await makeLog(db)
      const ctx = await signedIn(db, { role: 'viewer', companyIds: [] })
      await expect(listDeliveries(ctx, { environmentId })).rejects.toMatchObject({ reason: 'not-found' })
      const admin = await signedIn(db, { role: 'admin' })
      const first = await listDeliveries(admin, { environmentId, limit: 3 })
      expect(first.deliveries.map((row) => row.state)).toEqual(['accepted', 'accepted', 'failed'])
      expect(first.deliveries[0]).toMatchObject({
        customerName: customer.userId,
        maskedAddress: expect.stringMatching(/^....…....$/),
      })
      expect(first.deliveries[0]).not.toHaveProperty('address')
      const second = await listDeliveries(admin, { environmentId, limit: 3, after: first.next })
      expect(second.deliveries).toHaveLength(2)
      expect(second.next).toBeNull()
      await expect(listDeliveries(admin, { environmentId, after: 'x' })).rejects.toMatchObject({ reason: 'invalid' })
    }))

  it('counts what choosing each value would leave', () =>
    inRollback(async (db) => {
      const { environmentId, customer } = await makeLog(db)
      const ctx = await signedIn(db, { role: 'admin' })
      const all = await countDeliveries(ctx, { environmentId })
      expect(counts(all.states)).toEqual({ accepted: 2, failed: 2, suppressed: 1 })
      expect(counts(all.reasons)).toEqual({ Unregistered: 1, timeout: 1, chat_connected: 1 })
      const failed = await countDeliveries(ctx, { environmentId, filters: { states: ['failed'] } })
      expect(counts(failed.states)).toEqual({ accepted: 2, failed: 2, suppressed: 1 })
      expect(counts(failed.reasons)).toEqual({ Unregistered: 1, timeout: 1 })
      expect(counts(failed.isUncertain)).toEqual({ true: 1, false: 1 })
      const byReason = await countDeliveries(ctx, { environmentId, filters: { reasons: ['timeout'] } })
      expect(counts(byReason.states)).toEqual({ failed: 1 })
      expect(counts(byReason.reasons)).toEqual({ Unregistered: 1, timeout: 1, chat_connected: 1 })
      const one = await countDeliveries(ctx, { environmentId, filters: { customerId: customer.id } })
      expect(counts(one.states)).toEqual({ accepted: 1, failed: 1 })
      const recent = await countDeliveries(ctx, { environmentId, filters: { from: minutesAgo(120) } })
      expect(counts(recent.states)).toEqual({ accepted: 2, failed: 1 })
    }))

  it('stops every count at the same number, however it was summed', () => {
    const cell = { type: 'live', transport: 'apns', isSimulated: false, isUncertain: false, reason: null } as const
    const cells: DeliveryCell[] = [
      { ...cell, state: 'accepted', count: 5_000, isCapped: true },
      { ...cell, state: 'accepted', isSimulated: true, count: 4_000, isCapped: false },
      { ...cell, state: 'failed', count: 4_999, isCapped: false },
      { ...cell, state: 'expired', type: 'test', count: 3_000, isCapped: false },
      { ...cell, state: 'expired', count: 3_000, isCapped: false },
    ]
    expect(facetsOf(cells, {}).states).toEqual([
      { value: 'accepted', count: 5_000, isCapped: true },
      { value: 'expired', count: 5_000, isCapped: true },
      { value: 'failed', count: 4_999, isCapped: false },
    ])
  })

  it('charts the filtered deliveries in equal bars over the chosen time', () =>
    inRollback(async (db) => {
      const { environmentId, customer } = await makeLog(db)
      const ctx = await signedIn(db, { role: 'admin' })
      const total = async (filters: object) => {
        const { bars } = await chartDeliveries(ctx, { environmentId, filters })
        return bars.reduce((sum, bar) => sum + bar.total, 0)
      }
      const range = { from: minutesAgo(160), until: minutesAgo(0) }
      expect(await total({})).toBe(4)
      expect(await total(range)).toBe(4)
      expect(await total({ ...range, states: ['failed'] })).toBe(2)
      expect(await total({ ...range, customerId: customer.id, states: ['failed'] })).toBe(1)
      const { bars } = await chartDeliveries(ctx, { environmentId, filters: range })
      expect(bars.at(-1)?.states).toEqual({ accepted: 1 })
    }))

  it('shows nothing of another company', () =>
    inRollback(async (db) => {
      const { environmentId } = await makeLog(db)
      const own = await makeCompany(db)
      const ctx = await signedIn(db, { role: 'support', companyIds: [own.id] })
      for (const look of [listDeliveries, countDeliveries, chartDeliveries])
        await expect(look(ctx, { environmentId })).rejects.toMatchObject({ reason: 'not-found' })
    }))
})
