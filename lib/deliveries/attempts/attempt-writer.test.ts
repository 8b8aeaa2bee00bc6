import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '@/db/client'
import { makeDelivery, makeEnvironment } from '@/db/factories'
import { makeDue } from '@/db/make-due'
import { attemptsOfDelivery } from '@/db/queries/deliveries/delivery-detail'
import { findDeliveryRow } from '@/db/queries/deliveries/notifications'
import type { Answer, Attempt } from '@/db/queries/sending/attempts'
import { claimDue, queuedAmong } from '@/db/queries/sending/due-deliveries'
import { loadSendables, type Sendable } from '@/db/queries/sending/sending'
import { testDatabase } from '@/db/testing'
import { until } from '@/lib/deliveries/testing/until'
import { refuseRows } from '@/lib/testing/refuse-rows'
import { attemptOf, waits } from './attempt'
import { AttemptWriter } from './attempt-writer'

let database: Database
let environmentId: string

beforeAll(async () => {
  database = await testDatabase()
  environmentId = (await makeEnvironment(database.db)).id
})

const mends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const mend of mends.splice(0)) await mend()
})

async function refuse(table: 'attempts' | 'deliveries', given: { when: string; code: string }) {
  const refusing = await refuseRows(database, { table, ...given })
  mends.push(refusing.mend)
  return refusing
}

/** Makes deliveries that a worker has claimed. */
async function claimed(count: number): Promise<Sendable[]> {
  const { db } = database
  const ids: string[] = []
  for (let made = 0; made < count; made += 1) {
    const delivery = await makeDelivery(db, { environmentId, state: 'queued', endedAt: null })
    await makeDue(db, delivery)
    ids.push(delivery.id)
  }
  await claimDue(db, { transport: 'apns', limit: 1_000 })
  return loadSendables(db, { ids, now: new Date() })
}

const request = { method: 'POST', url: '/', headers: {} }
const attempted = (delivery: Sendable, answer: Answer) =>
  attemptOf(delivery, { ...answer, request, startedAt: new Date(), durationMs: 1 })
const answered = (delivery: Sendable, status: number, reason: string | null = null) =>
  attempted(delivery, { outcome: reason ? 'rejected' : 'accepted', status, reason, response: { headers: {} } })

/** Makes a writer, with the IDs of the deliveries it has written, in order. */
function writing() {
  const written: string[] = []
  const writer = new AttemptWriter(database, (attempts) => written.push(...attempts.map(({ delivery }) => delivery.id)))
  return { writer, written }
}

const found = (id: string) => findDeliveryRow(database.db, { environmentId, id })
const attempts = (deliveryId: string) => attemptsOfDelivery(database.db, { environmentId, deliveryId })

describe('a passing database error', () => {
  it.each([
    ['a full disk', '53100'],
    ['a deadlock', '40P01'],
    ['a shutdown', '57P01'],
    ['a broken connection', '08006'],
    ['a read-only standby', '25006'],
  ])('%s: writes every outcome in full once the database accepts it again', async (_, code) => {
    const deliveries = await claimed(3)
    const refusing = await refuse('attempts', { when: 'true', code })
    const { writer, written } = writing()
    for (const delivery of deliveries) writer.add(answered(delivery, 400, 'PayloadEmpty'))
    await until(refusing.count, (count) => count >= 2)
    expect(written).toEqual([])
    expect(writer.pending).toBe(3)
    await refusing.mend()
    await writer.settled()
    expect(written.sort()).toEqual(deliveries.map(({ id }) => id).sort())
    for (const { id } of deliveries) {
      expect(await found(id)).toMatchObject({ state: 'failed', reason: 'PayloadEmpty', attemptCount: 1 })
      expect(await attempts(id)).toMatchObject([{ number: 1, status: 400, reason: 'PayloadEmpty', request }])
    }
  })
})

describe('an outcome that the database rejects', () => {
  const poison = { when: `new.reason = 'Poison'`, code: '22P05' }

  it('is found by halving the batch, and doesn’t hold up the others in it', async () => {
    const deliveries = await claimed(64)
    const refusing = await refuse('attempts', poison)
    const { writer, written } = writing()
    for (const [index, delivery] of deliveries.entries())
      writer.add(index === 41 ? answered(delivery, 400, 'Poison') : answered(delivery, 200))
    await writer.settled()
    expect(new Set(written)).toEqual(new Set(deliveries.map(({ id }) => id)))
    // Batches of 64, 32, 16, 8, 4, 2 and 1: nothing was tried twice, so nothing waited for a retry.
    expect(await refusing.count()).toBe(7)
    for (const [index, { id }] of deliveries.entries())
      expect(await found(id)).toMatchObject(
        index === 41
          ? { state: 'failed', reason: 'outcome_not_stored', attemptCount: 1, endedAt: expect.any(Date) }
          : { state: 'accepted', reason: null, attemptCount: 1 },
      )
    expect(await queuedAmong(database.db, { ids: deliveries.map(({ id }) => id) })).toEqual([])
  })

  it.each<[string, (delivery: Sendable) => Attempt, object, object[]]>([
    [
      'an accepted delivery stays accepted',
      (delivery) => ({ ...answered(delivery, 200), reason: 'Poison' }),
      { state: 'accepted' },
      [{ outcome: 'accepted', status: 200, request: null, response: null }],
    ],
    [
      'a delivery due for retry fails',
      (delivery) => answered(delivery, 503, 'Poison'),
      { state: 'failed', nextAttemptAt: null },
      [{ outcome: 'rejected', status: 503 }],
    ],
    [
      'a delivery whose response was lost stays uncertain',
      (delivery) => ({
        ...attempted(delivery, { outcome: 'unknown', status: null, reason: 'timeout' }),
        reason: 'Poison',
      }),
      { state: 'failed', isUncertain: true },
      [{ outcome: 'unknown', status: null }],
    ],
    ['a waiting delivery fails', (delivery) => waits(delivery, new Date(), 'Poison'), { state: 'failed' }, []],
    [
      'a suppressed delivery stays suppressed',
      (delivery) => ({ delivery, state: 'suppressed', reason: 'Poison' }),
      { state: 'suppressed' },
      [],
    ],
  ])('ends its delivery with the reason outcome_not_stored: %s', async (_, attemptFor, end, made) => {
    const [delivery] = await claimed(1)
    if (!delivery) throw new Error('nothing was claimed')
    await refuse('deliveries', poison)
    const { writer } = writing()
    writer.add(attemptFor(delivery))
    await writer.settled()
    expect(await found(delivery.id)).toMatchObject({ reason: 'outcome_not_stored', endedAt: expect.any(Date), ...end })
    expect(await attempts(delivery.id)).toMatchObject(made.map((one) => ({ reason: 'outcome_not_stored', ...one })))
  })

  it('is set aside if even that fails, and is written after the database is repaired', async () => {
    const deliveries = await claimed(5)
    const [bad, ...others] = deliveries
    const refusing = await refuse('deliveries', { when: `new.id = '${bad?.id}'`, code: 'P0001' })
    const { writer, written } = writing()
    for (const delivery of deliveries) writer.add(answered(delivery, 200))
    await writer.settled()
    expect(written.sort()).toEqual(others.map(({ id }) => id).sort())
    expect(writer.pending).toBe(1)
    await refusing.mend()
    await until(
      async () => writer.pending,
      (pending) => pending === 0,
    )
    expect(await found(bad?.id ?? '')).toMatchObject({ state: 'accepted', reason: null, attemptCount: 1 })
  })

  it('may also be one that can’t be serialized', async () => {
    const [bad, good] = await claimed(2)
    if (!bad || !good) throw new Error('nothing was claimed')
    const { writer } = writing()
    const circular: Record<string, unknown> = {}
    circular.itself = circular
    writer.add(
      attempted(bad, {
        outcome: 'rejected',
        status: 400,
        reason: 'BadTopic',
        response: { headers: {}, body: circular },
      }),
    )
    writer.add(answered(good, 200))
    await writer.settled()
    expect(await found(good.id)).toMatchObject({ state: 'accepted' })
    expect(await found(bad.id)).toMatchObject({ state: 'failed', reason: 'outcome_not_stored' })
  })
})
