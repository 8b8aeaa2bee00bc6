import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeDelivery, makeEnvironment } from '@/db/factories'
import { makeDue } from '@/db/make-due'
import { attemptsOfDelivery } from '@/db/queries/deliveries/delivery-detail'
import { findDeliveryRow } from '@/db/queries/deliveries/notifications'
import { recentAttempts } from '@/db/queries/incidents/facts'
import { inRollback } from '@/db/testing'
import { type Attempt, writeAttempts } from './attempts'
import { claimDue, markRequests, queuedAmong } from './due-deliveries'
import { loadSendables } from './sending'
import { takeBackLost } from './upkeep'

/** Passes on a delivery that a worker is sending. */
async function sending(db: Db, test: (given: Given) => Promise<void>) {
  const { id: environmentId } = await makeEnvironment(db)
  const { id } = await makeDelivery(db, { environmentId, state: 'sending', endedAt: null })
  await makeDue(db, { id, transport: 'apns', environmentId })
  await claimDue(db, { transport: 'apns', limit: 1_000 })
  const [held] = await loadSendables(db, { ids: [id], now: new Date() })
  if (!held) throw new Error('no delivery')
  await test({
    id,
    write: (number, outcome, end) => {
      const status = outcome === 'accepted' ? 200 : 503
      const answer = { outcome, status, reason: null, request: null, startedAt: new Date(), durationMs: 1 }
      const attempt = { delivery: { ...held, attemptCount: number - 1 }, answer, reason: null, ...end }
      return writeAttempts(db, { attempts: [attempt], now: new Date() })
    },
    delivery: () => findDeliveryRow(db, { environmentId, id }),
    counted: async () =>
      (await recentAttempts(db, { now: new Date() })).flatMap((row) =>
        row.environmentId === environmentId ? [[row.outcome, row.lastFive]] : [],
      ),
    attempts: async () =>
      (await attemptsOfDelivery(db, { environmentId, deliveryId: id })).map(({ number, outcome }) => [number, outcome]),
    async workerDies() {
      await markRequests(db, { ids: [id] })
      await db.execute(
        sql`update due_deliveries set leased_until = now() - interval '1 second' where delivery_id = ${id}`,
      )
      await takeBackLost(db)
    },
  })
}

type End = Pick<Attempt, 'state' | 'startAfter'>
type Given = {
  id: string
  /** Writes the attempt of that number, as its worker would. */
  write(number: number, outcome: 'accepted' | 'rejected', end: End): Promise<unknown>
  delivery(): ReturnType<typeof findDeliveryRow>
  attempts(): Promise<[number, string][]>
  /** How often each outcome was counted. */
  counted(): Promise<(string | number)[][]>
  workerDies(): Promise<void>
}

const later: End = { state: 'retrying', startAfter: new Date(Date.now() + 60_000) }

describe('each request is one attempt', () => {
  it.each<[string, 'accepted' | 'rejected', End]>([
    ['that ended it', 'accepted', { state: 'accepted' }],
    ['after which it is sent again', 'rejected', later],
  ])('even if an outcome %s is written twice, because the commit’s response was lost', (_, outcome, end) =>
    inRollback((db) =>
      sending(db, async (given) => {
        await given.write(1, outcome, end)
        await given.write(1, outcome, end)
        expect(await given.attempts()).toEqual([[1, outcome]])
        expect(await given.counted()).toEqual([[outcome, 1]])
        expect(await given.delivery()).toMatchObject({ state: end.state, attemptCount: 1 })
      }),
    ),
  )

  it('even if its response arrives after its worker was given up: it replaces the unknown outcome', () =>
    inRollback((db) =>
      sending(db, async ({ id, write, delivery, attempts, workerDies }) => {
        await workerDies()
        expect(await attempts()).toEqual([[1, 'unknown']])
        await write(1, 'accepted', { state: 'accepted' })
        expect(await attempts()).toEqual([[1, 'accepted']])
        expect(await delivery()).toMatchObject({ state: 'accepted', attemptCount: 1 })
        expect(await queuedAmong(db, { ids: [id] })).toEqual([])
      }),
    ))

  it('even if such a response arrives after the next attempt: that attempt stays unchanged', () =>
    inRollback((db) =>
      sending(db, async ({ write, delivery, attempts, workerDies }) => {
        await workerDies()
        await write(2, 'rejected', later)
        await write(1, 'accepted', { state: 'accepted' })
        expect(await attempts()).toEqual([
          [1, 'accepted'],
          [2, 'rejected'],
        ])
        expect(await delivery()).toMatchObject({ state: 'retrying', attemptCount: 2 })
      }),
    ))

  it('even if the delivery was suppressed meanwhile: the request was still made', () =>
    inRollback((db) =>
      sending(db, async ({ id, write, delivery, attempts }) => {
        await db.execute(sql`update deliveries set state = 'suppressed', ended_at = now() where id = ${id}`)
        await write(1, 'rejected', { state: 'failed' })
        expect(await attempts()).toEqual([[1, 'rejected']])
        expect(await delivery()).toMatchObject({ state: 'suppressed', attemptCount: 1 })
      }),
    ))
})
