import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Db } from '../client'
import { makeAttempt, makeDelivery, makeDevice, makeEnvironment } from '../factories'
import { makeDue } from '../make-due'
import { run } from '../raw'
import type { Transport } from '../schema/notifications'
import { inRollback } from '../testing'
import { postponeDevice, postponeEnvironment, wakeEnvironment } from './postponing'

const soon = 30_000
const late = 600_000
const inMs = (ms: number) => new Date(Date.now() + ms)

/** When it is due. */
async function dueAt(db: Db, id: string) {
  const { rows } = await run<{ ms: number }>(
    db,
    sql`select (extract(epoch from due_at) * 1000)::float8 as ms from due_deliveries where delivery_id = ${id}`,
  )
  return rows[0]?.ms ?? Number.NaN
}

describe('what is put off', () => {
  it('is never put off beyond its expiry', () =>
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

describe('when an environment goes on, what waits for it is due', () => {
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
      // Its circuit made it wait even longer.
      await makeDue(db, { id, transport, environmentId }, { dueAt: inMs(2 * late) })
      expect(await wakeEnvironment(db, { transport, environmentId })).toBe(1)
      const due = await dueAt(db, id)
      if (isAtOnce) expect(due).toBeLessThanOrEqual(Date.now())
      else expect(due).toBe(asked.getTime())
    }),
  )
})
