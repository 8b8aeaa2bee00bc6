import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCompanyEndpoint, makeDelivery } from '@/db/factories'
import { forgetWorkers, makeAttemptCount } from '@/db/incident-factories'
import { makeDue } from '@/db/make-due'
import { holdEnvironment } from '@/db/queries/sending/holds'
import { noteWorker } from '@/db/queries/sending/workers'
import { tellIncident } from '@/lib/incidents/words'
import { detectIncidents } from './detect'
import { makeWaiting, withEmptyQueue } from './testing/empty-queue'
import { at, here } from './testing/here'

describe('the queue', () => {
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
      await makeWaiting(db, environmentId, new Date(now.getTime() - 30_000))
      await detectIncidents(db, { now })
      expect(await ofPlatform(db)).toMatchObject([{ cause: 'queue_behind', scopeKey: 'apns' }])
    }))

  it('is behind also if workers hold hundreds of deliveries that are older', () =>
    withEmptyQueue(async (db) => {
      const { environmentId } = await here(db)
      await alive(db, 0)
      const now = new Date()
      const held = { dueAt: new Date(now.getTime() - 40_000), leasedUntil: new Date(now.getTime() + 10_000) }
      const { notificationId } = await makeDelivery(db, { environmentId })
      for (let count = 0; count < 500; count += 1)
        await makeDue(db, await makeDelivery(db, { environmentId, notificationId, state: 'queued' }), held)
      await makeWaiting(db, environmentId, new Date(now.getTime() - 30_000))
      await makeAttemptCount(db, { environmentId, at: now })
      await detectIncidents(db, { now })
      expect(await ofPlatform(db)).toMatchObject([{ cause: 'queue_behind', facts: { due: 1, oldestSeconds: 30 } }])
    }))

  it('counts only what waits in the queue that is behind', () =>
    withEmptyQueue(async (db) => {
      const [busy, held] = [await here(db), await here(db)]
      await alive(db, 0)
      const now = new Date()
      const dueAt = new Date(now.getTime() - 30_000)
      await makeWaiting(db, busy.environmentId, dueAt)
      await makeWaiting(db, busy.environmentId, new Date(now.getTime() + 5_000), { transport: 'company_api' })
      await makeWaiting(db, held.environmentId, dueAt)
      await holdEnvironment(db, { environmentId: held.environmentId, reason: 'no_credential', at: dueAt, refused: [] })
      await detectIncidents(db, { now })
      const [behind] = await ofPlatform(db)
      expect(behind).toMatchObject({
        cause: 'queue_behind',
        affected: { waiting: 1, lost: 0 },
        affectedByCompany: { [busy.companyId]: { waiting: 1 } },
      })
      expect(Object.keys(behind?.affectedByCompany ?? {})).toEqual([busy.companyId])
    }))

  it('isn’t behind while APNs is unavailable, which is the incident instead', () =>
    withEmptyQueue(async (db) => {
      const { environmentId, own } = await here(db)
      await alive(db, 0)
      const now = new Date()
      await makeWaiting(db, environmentId, new Date(now.getTime() - 30_000))
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
        await makeWaiting(db, environmentId, new Date(now.getTime() - 30_000), { transport: 'company_api' })
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

  it('doesn’t count what a company reports later as further requests', () =>
    withEmptyQueue(async (db) => {
      const { environmentId, own } = await here(db)
      await alive(db, 0)
      await makeCompanyEndpoint(db, { environmentId })
      const now = new Date()
      await makeWaiting(db, environmentId, new Date(now.getTime() - 30_000), { transport: 'company_api' })
      const there = { environmentId, transport: 'company_api', at: new Date(now.getTime() - 5_000) } as const
      await makeAttemptCount(db, { ...there, count: 200 })
      await makeAttemptCount(db, { ...there, count: 20, reason: 'http_429' })
      await makeAttemptCount(db, { ...there, count: -15, outcome: 'reported' })
      await makeAttemptCount(db, { ...there, count: 15, outcome: 'reported', reason: 'Unregistered' })
      await detectIncidents(db, { now })
      expect(await own()).toMatchObject([{ cause: 'queue_behind', facts: { failed: 20, attempts: 220 } }])
    }))

  it('is behind because of a limit even if a worker holds all deliveries that wait for it', () =>
    withEmptyQueue(async (db) => {
      const { environmentId, own } = await here(db)
      await alive(db, 0)
      await makeCompanyEndpoint(db, { environmentId, ratePerSecondMax: 1 })
      const now = new Date()
      const leasedUntil = new Date(now.getTime() + 10_000)
      await makeWaiting(db, environmentId, new Date(now.getTime() - 30_000), { transport: 'company_api', leasedUntil })
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
      await makeWaiting(db, environmentId, new Date(now.getTime() - 30_000))
      await detectIncidents(db, { now, databaseMs: 900 })
      expect(await ofPlatform(db)).toEqual([])
      await detectIncidents(db, { now })
      expect(await ofPlatform(db)).toMatchObject([{ cause: 'queue_behind', facts: { due: 1 } }])
      await detectIncidents(db, { now, databaseMs: 900 })
      expect(await ofPlatform(db)).toMatchObject([{ cause: 'queue_behind', facts: { limit: 'database' } }])
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
      await makeWaiting(db, environmentId, at(0))
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
