import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCompanyEndpoint, makeDelivery } from '@/db/factories'
import { forgetWorkers, makeAttemptCount } from '@/db/incident-factories'
import { emptyQueue, makeDue } from '@/db/make-due'
import { noteWorker } from '@/db/queries/sending/workers'
import { inRollback } from '@/db/testing'
import { tellIncident } from '@/lib/incidents/words'
import { detectIncidents } from './detect'
import { at, here } from './testing/here'

/** Deliveries left over from earlier tests would count too. */
const withEmptyQueue = (run: (db: Db) => Promise<void>) =>
  inRollback(async (db) => {
    await emptyQueue(db)
    await run(db)
  })

describe('the queue', () => {
  async function waiting(db: Db, environmentId: string, dueAt: Date, given: Record<string, unknown> = {}) {
    const { transport = 'apns', ...due } = given
    const delivery = await makeDelivery(db, { environmentId, state: 'queued', transport: transport as 'apns' })
    await makeDue(db, delivery, { dueAt, ...due })
  }
  const ofPlatform = (db: Db) =>
    db.query.incidents.findMany({
      where: (incident, { isNull, and }) => and(isNull(incident.companyId), isNull(incident.closedAt)),
    })
  const alive = (db: Db, second: number) =>
    noteWorker(db, { id: '019a2b7c-5d1e-7f00-8a3b-4c5d6e7f8091', version: '1', host: 'h', startedAt: at(second) })

  it('is behind if nothing else is at fault, so that more workers help', () =>
    withEmptyQueue(async (db) => {
      const { environmentId } = await here(db)
      await alive(db, 0)
      const now = new Date()
      await waiting(db, environmentId, new Date(now.getTime() - 30_000))
      await detectIncidents(db, { now })
      expect(await ofPlatform(db)).toMatchObject([{ cause: 'queue_behind', scopeKey: 'apns' }])
    }))

  it('isn’t behind while APNs is unavailable, which is the incident instead', () =>
    withEmptyQueue(async (db) => {
      const { environmentId, own } = await here(db)
      await alive(db, 0)
      const now = new Date()
      await waiting(db, environmentId, new Date(now.getTime() - 30_000))
      await makeAttemptCount(db, { environmentId, reason: 'ServiceUnavailable', count: 4, at: now })
      await detectIncidents(db, { now })
      expect(await ofPlatform(db)).toEqual([])
      expect(await own()).toMatchObject([{ cause: 'apns_unavailable' }])
    }))

  const limits: [
    string,
    Record<string, unknown>,
    [number, string | null, number][],
    Record<string, unknown>,
    RegExp,
  ][] = [
    [
      'the configured rate limit',
      { ratePerSecondMax: 10 },
      [[290, null, 150]],
      { limit: 'rate', limitMax: 10 },
      /10 requests a second\..*raise “Requests per second”/,
    ],
    [
      'the configured concurrency limit',
      { concurrencyMax: 4 },
      [[300, null, 400]],
      { limit: 'concurrency', limitMax: 4 },
      /4 requests at once, and a response takes 400ms on average\..*raise “Requests at once”/,
    ],
    [
      '429 responses',
      {},
      [
        [200, null, 150],
        [20, 'http_429', 10],
      ],
      { limit: 'company', failed: 20, attempts: 220 },
      /rejected 20 of 220 requests in the last five minutes.*Ask the company/,
    ],
  ]
  it.each(limits)(
    'is behind because of %s, which the incident names instead of workers or slowness',
    (_, settings, ended, facts, words) =>
      withEmptyQueue(async (db) => {
        const { environmentId, own } = await here(db)
        await alive(db, 0)
        await makeCompanyEndpoint(db, { environmentId, ...settings })
        const now = new Date()
        await waiting(db, environmentId, new Date(now.getTime() - 30_000), { transport: 'company_api' })
        for (const [count, reason, answerMs] of ended)
          await makeAttemptCount(db, {
            environmentId,
            transport: 'company_api',
            reason,
            count,
            durationMs: answerMs * count,
            at: new Date(now.getTime() - 5_000),
          })
        await detectIncidents(db, { now })
        expect(await ofPlatform(db)).toEqual([])
        const [incident] = await own()
        expect(incident).toMatchObject({
          cause: 'queue_behind',
          severity: 'warning',
          facts,
          affected: { waiting: 1, lost: 0 },
        })
        const { sentence, nextAction } = tellIncident('queue_behind', incident?.facts ?? {}, { isOpen: true })
        expect(`${sentence} ${nextAction.sentence}`).toMatch(words)
      }),
  )

  it('is behind because of a limit even if a worker holds all deliveries that wait for it', () =>
    withEmptyQueue(async (db) => {
      const { environmentId, own } = await here(db)
      await alive(db, 0)
      await makeCompanyEndpoint(db, { environmentId, ratePerSecondMax: 1 })
      const now = new Date()
      const leasedUntil = new Date(now.getTime() + 10_000)
      await waiting(db, environmentId, new Date(now.getTime() - 30_000), { transport: 'company_api', leasedUntil })
      const attempts = { environmentId, transport: 'company_api' as const, count: 28, durationMs: 280 }
      await makeAttemptCount(db, { ...attempts, at: new Date(now.getTime() - 500) })
      await detectIncidents(db, { now })
      expect(await own()).toMatchObject([{ cause: 'queue_behind', facts: { limit: 'rate', limitMax: 1, due: 1 } }])
    }))

  it('opens no incident while the database is slow, and blames the database in an open one', () =>
    withEmptyQueue(async (db) => {
      const { environmentId } = await here(db)
      await alive(db, 0)
      const now = new Date()
      await waiting(db, environmentId, new Date(now.getTime() - 30_000))
      await detectIncidents(db, { now, databaseMs: 900 })
      expect(await ofPlatform(db)).toEqual([])
      await detectIncidents(db, { now })
      expect(await ofPlatform(db)).toMatchObject([{ cause: 'queue_behind', facts: { due: 1 } }])
      await detectIncidents(db, { now, databaseMs: 900 })
      expect(await ofPlatform(db)).toMatchObject([{ cause: 'queue_behind', facts: { limit: 'database' } }])
    }))

  it('reports an APNs outage if a request has no response after nine seconds', () =>
    withEmptyQueue(async (db) => {
      const { environmentId, own } = await here(db)
      await alive(db, 0)
      const now = new Date()
      const dueAt = new Date(now.getTime() - 10_000)
      await waiting(db, environmentId, dueAt, { leasedUntil: new Date(now.getTime() + 10_000) })
      await detectIncidents(db, { now })
      expect(await own()).toMatchObject([{ cause: 'apns_unavailable', facts: { reason: 'timeout' } }])
    }))

  it('opens an incident if no worker is alive', () =>
    withEmptyQueue(async (db) => {
      await forgetWorkers(db)
      await detectIncidents(db, { now: at(0) })
      expect(await ofPlatform(db)).toEqual([])
      await detectIncidents(db, { now: at(8) })
      expect(await ofPlatform(db)).toMatchObject([{ cause: 'no_worker', scopeKey: 'platform', openedAt: at(0) }])
    }))

  it('counts as lost what expires until a worker runs again, wherever deliveries waited', () =>
    withEmptyQueue(async (db) => {
      await forgetWorkers(db)
      const { environmentId, companyId, alive: workerRuns } = await here(db)
      await waiting(db, environmentId, at(0))
      for (const second of [0, 8]) await detectIncidents(db, { now: at(second) })
      const late = { environmentId, customerId: environmentId, createdAt: at(-10) }
      await makeDelivery(db, { ...late, state: 'expired', reason: 'message_expired', endedAt: at(20) })
      await makeDelivery(db, { ...late, state: 'failed', reason: 'BadDeviceToken', endedAt: at(20) })
      for (const second of [20, 32]) {
        await workerRuns(second)
        await detectIncidents(db, { now: at(second) })
      }
      const ended = await db.query.incidents.findFirst({ where: ({ cause }, { eq }) => eq(cause, 'no_worker') })
      expect(ended).toMatchObject({ closedAt: at(32), affectedByCompany: { [companyId]: { lost: 1 } } })
    }))
})
