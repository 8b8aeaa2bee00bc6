import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeAttempt, makeDelivery, makeDevice, makeEnvironment } from '@/db/factories'
import { makeDue } from '@/db/make-due'
import { insertDeliveries } from '@/db/queries/deliveries/notifications'
import { runSql } from '@/db/raw'
import type { Transport } from '@/db/schema/notifications'
import { inRollback } from '@/db/testing'
import { claimDue, giveBackDue, oldestDue, queuedAmong } from './due-deliveries'
import { postponeDevice, postponeEnvironment, wakeEnvironment } from './postponing'

const soon = 30_000
const late = 600_000
const inMs = (ms: number) => new Date(Date.now() + ms)

/** When the delivery is due. */
async function dueAt(db: Db, id: string) {
  const { rows } = await runSql<{ ms: number }>(
    db,
    sql`select (extract(epoch from due_at) * 1000)::float8 as ms from due_deliveries where delivery_id = ${id}`,
  )
  return rows[0]?.ms ?? Number.NaN
}

describe('a postponed delivery', () => {
  it('is never postponed past its expiry', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const { id: deviceId } = await makeDevice(db, { environmentId })
      const make = async (expiresAt: Date) => {
        const { id } = await makeDelivery(db, { environmentId, deviceId, state: 'queued', endedAt: null, expiresAt })
        await makeDue(db, { id, transport: 'apns', environmentId })
        return id
      }
      const [soonOver, lateOver] = [inMs(soon), inMs(2 * late)]
      const [brief, long] = [await make(soonOver), await make(lateOver)]
      const [until, untilLater] = [inMs(late), inMs(1.5 * late)]
      await postponeEnvironment(db, { transport: 'apns', environmentId, until })
      expect(await dueAt(db, brief)).toBeLessThanOrEqual(soonOver.getTime())
      expect(await dueAt(db, long)).toBeGreaterThanOrEqual(until.getTime())
      await postponeDevice(db, { environmentId, deviceId, until: untilLater })
      expect(await dueAt(db, brief)).toBeLessThanOrEqual(soonOver.getTime())
      expect(await dueAt(db, long)).toBeGreaterThanOrEqual(untilLater.getTime())
    }))
})

describe('when an environment resumes, its waiting delivery is due', () => {
  type Waiting = { reason: string | null; retryAfter?: string }

  it.each<[string, Transport, Waiting, boolean]>([
    ['at once, if nothing was tried', 'company_api', { reason: null }, true],
    ['at once, if its last attempt failed', 'company_api', { reason: 'http_500' }, true],
    ['at once, if it only waited for the circuit', 'company_api', { reason: 'circuit_open', retryAfter: '1' }, true],
    ['when the company asked for it', 'company_api', { reason: 'http_503', retryAfter: '600' }, false],
    ['when APNs asked for it', 'apns', { reason: 'TooManyRequests', retryAfter: '600' }, false],
    ['at once, if APNs did not ask', 'apns', { reason: 'InvalidProviderToken' }, true],
  ])('%s', (_, transport, { reason, retryAfter }, isAtOnce) =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const asked = inMs(late)
      const { id } = await makeDelivery(db, {
        environmentId,
        transport,
        state: reason === null ? 'queued' : 'retrying',
        reason,
        attemptCount: reason === null ? 0 : 1,
        nextAttemptAt: asked,
        endedAt: null,
      })
      const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': retryAfter }
      if (reason !== null) await makeAttempt(db, { environmentId, deliveryId: id, response: { headers } })
      // The circuit postponed it even further.
      await makeDue(db, { id, transport, environmentId }, { dueAt: inMs(2 * late) })
      expect(await wakeEnvironment(db, { transport, environmentId })).toBe(1)
      const due = await dueAt(db, id)
      if (isAtOnce) expect(due).toBeLessThanOrEqual(Date.now())
      else expect(due).toBe(asked.getTime())
    }),
  )
})

describe('a new delivery', () => {
  it('enters the queue in the same statement if it may be sent, and leaves it when deleted', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const { id, ...given } = await makeDelivery(db, { environmentId })
      const [queued, suppressed] = await insertDeliveries(db, [
        { ...given, state: 'queued' },
        { ...given, state: 'suppressed' },
      ])
      const both = [queued?.id ?? '', suppressed?.id ?? '']
      expect(await queuedAmong(db, { ids: both })).toEqual([queued?.id])
      await db.execute(sql`delete from deliveries where id = ${queued?.id}`)
      expect(await queuedAmong(db, { ids: both })).toEqual([])
    }))
})

describe('a claim', () => {
  const transport = 'company_api'
  async function due(db: Db, ...dueAts: Date[]) {
    const { id: environmentId } = await makeEnvironment(db)
    const ids: string[] = []
    for (const dueAt of dueAts) {
      const delivery = await makeDelivery(db, { environmentId, transport, state: 'queued', endedAt: null })
      await makeDue(db, delivery, { dueAt })
      ids.push(delivery.id)
    }
    return ids
  }
  const claim = async (db: Db, given: { limit?: number; since?: Date } = {}) => {
    const { ids, ...rest } = await claimDue(db, { transport, limit: 1_000, ...given })
    return { ids, ...rest }
  }

  it('takes each due delivery once, oldest first, and says when the next one is due', () =>
    inRollback(async (db) => {
      await claim(db)
      const [second, first, later] = await due(db, inMs(-20_000), inMs(-30_000), inMs(late))
      const { ids, nextMs } = await claim(db)
      expect(ids).toEqual([first, second])
      expect(nextMs).toBeGreaterThan(0)
      // Measured by the transaction's clock, which stands still.
      expect(nextMs).toBeLessThanOrEqual(2 * late)
      expect((await claim(db)).ids).toEqual([])
      expect(await queuedAmong(db, { ids: [first ?? '', second ?? '', later ?? ''] })).toHaveLength(3)
    }))

  it('starts where the last one ended, and finds late commits by starting further back', () =>
    inRollback(async (db) => {
      const { since } = await claim(db)
      const [late] = await due(db, new Date(since.getTime() - 10_000))
      expect((await claim(db, { since })).ids).toEqual([])
      const oldest = await oldestDue(db, { transport })
      expect((await claim(db, { since: oldest })).ids).toEqual([late])
    }))

  it('continues at its last delivery after a full batch', () =>
    inRollback(async (db) => {
      await claim(db)
      const [first, second] = await due(db, inMs(-60_000), inMs(-30_000))
      const { ids, since } = await claim(db, { limit: 1 })
      expect(ids).toEqual([first])
      expect((await claim(db, { since })).ids).toEqual([second])
    }))

  it('finds a delivery that was given back, however old its due time', () =>
    inRollback(async (db) => {
      await due(db, inMs(-60_000))
      const { ids, since } = await claim(db)
      await giveBackDue(db, { due: ids.map((id) => ({ id, dueAt: new Date(0) })) })
      expect((await claim(db, { since })).ids.toSorted()).toEqual(ids.toSorted())
    }))
})
