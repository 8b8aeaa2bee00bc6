import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Db } from '../client'
import { makeDelivery, makeEnvironment } from '../factories'
import { makeDue } from '../make-due'
import { inRollback } from '../testing'
import { attemptsOfDelivery } from './delivery-detail'
import { claimDue, markRequests, queuedAmong } from './due-deliveries'
import { findDelivery } from './notifications'
import { type OutcomeRow, writeOutcomes } from './outcomes'
import { takeBackLost } from './upkeep'

/** A delivery that a worker is sending. */
async function sending(db: Db, test: (given: Given) => Promise<void>) {
  const { id: environmentId } = await makeEnvironment(db)
  const { id } = await makeDelivery(db, { environmentId, state: 'sending', endedAt: null })
  await makeDue(db, { id, transport: 'apns', environmentId })
  await claimDue(db, { transport: 'apns', limit: 1_000 })
  await test({
    id,
    outcome: (number, outcome, end) => ({
      id,
      environmentId,
      reason: null,
      isUncertain: false,
      startAfter: null,
      waitsForRepair: false,
      endedAt: new Date(),
      ...end,
      attempt: {
        number,
        outcome,
        status: outcome === 'accepted' ? 200 : 503,
        reason: null,
        request: null,
        response: null,
        apnsUniqueId: null,
        startedAt: new Date(),
        durationMs: 1,
      },
    }),
    delivery: () => findDelivery(db, { environmentId, id }),
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

type End = Pick<OutcomeRow, 'state'> & Partial<OutcomeRow>
type Given = {
  id: string
  outcome(number: number, outcome: 'accepted' | 'rejected', end: End): OutcomeRow
  delivery(): ReturnType<typeof findDelivery>
  attempts(): Promise<[number, string][]>
  workerDies(): Promise<void>
}

const later = { state: 'retrying', startAfter: new Date(Date.now() + 60_000), endedAt: null }

describe('each request is one attempt', () => {
  it.each<[string, 'accepted' | 'rejected', End]>([
    ['that ended it', 'accepted', { state: 'accepted' }],
    ['after which it is sent again', 'rejected', later],
  ])('when an outcome %s is written twice, because the answer of the commit got lost', (_, outcome, end) =>
    inRollback((db) =>
      sending(db, async (given) => {
        const row = given.outcome(1, outcome, end)
        await writeOutcomes(db, { rows: [row] })
        await writeOutcomes(db, { rows: [row] })
        expect(await given.attempts()).toEqual([[1, outcome]])
        expect(await given.delivery()).toMatchObject({ state: end.state, attemptCount: 1 })
      }),
    ),
  )

  it('when its answer comes after its worker was given up: it takes the place of what nobody knew', () =>
    inRollback((db) =>
      sending(db, async ({ id, outcome, delivery, attempts, workerDies }) => {
        await workerDies()
        expect(await attempts()).toEqual([[1, 'unknown']])
        await writeOutcomes(db, { rows: [outcome(1, 'accepted', { state: 'accepted' })] })
        expect(await attempts()).toEqual([[1, 'accepted']])
        expect(await delivery()).toMatchObject({ state: 'accepted', attemptCount: 1 })
        expect(await queuedAmong(db, { ids: [id] })).toEqual([])
      }),
    ))

  it('when such an answer comes after the next one: it changes nothing of that', () =>
    inRollback((db) =>
      sending(db, async ({ outcome, delivery, attempts, workerDies }) => {
        await workerDies()
        await writeOutcomes(db, { rows: [outcome(2, 'rejected', later)] })
        await writeOutcomes(db, { rows: [outcome(1, 'accepted', { state: 'accepted' })] })
        expect(await attempts()).toEqual([
          [1, 'accepted'],
          [2, 'rejected'],
        ])
        expect(await delivery()).toMatchObject({ state: 'retrying', attemptCount: 2 })
      }),
    ))

  it('when it was suppressed or ended meanwhile: the request was still made', () =>
    inRollback((db) =>
      sending(db, async ({ id, outcome, delivery, attempts }) => {
        await db.execute(sql`update deliveries set state = 'suppressed', ended_at = now() where id = ${id}`)
        await writeOutcomes(db, { rows: [outcome(1, 'rejected', { state: 'failed' })] })
        expect(await attempts()).toEqual([[1, 'rejected']])
        expect(await delivery()).toMatchObject({ state: 'suppressed', attemptCount: 1 })
      }),
    ))
})
