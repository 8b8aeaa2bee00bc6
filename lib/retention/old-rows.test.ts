import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database, Db } from '@/db/client'
import { makeEvent } from '@/db/event-factories'
import {
  makeAttempt,
  makeCustomer,
  makeDelivery,
  makeDevice,
  makeDeviceEvent,
  makeEnvironment,
  makeNotification,
  makeProbe,
  unique,
} from '@/db/factories'
import {
  makeAttemptCount,
  makeCallCount,
  makeChannelMessage,
  makeIncident,
  makeReceiptCount,
  makeTrafficHours,
} from '@/db/incident-factories'
import { insertCaseFile } from '@/db/queries/case-files'
import { countRows } from '@/db/queries/retention'
import { nameOf, retention } from '@/db/retention'
import { customers } from '@/db/schema/customers'
import { eventMarks } from '@/db/schema/events'
import { promptClients, promptEvents, promptFetches } from '@/db/schema/prompts'
import { workers } from '@/db/schema/queue'
import { erasedCustomers, refusedCalls } from '@/db/schema/refused-calls'
import { keptAnswers } from '@/db/schema/service-tokens'
import { simulatedPushes } from '@/db/schema/simulator'
import { invitations, rateLimits, sessions } from '@/db/schema/staff'
import { makeServiceToken, makeStaff } from '@/db/staff-factories'
import { emptyDatabase, inRollback as inRollbackOf } from '@/db/testing'
import { OldRows } from './old-rows'

const logDays = 90
const dayMs = 86_400_000
const ago = (days: number) => new Date(Date.now() - days * dayMs)

type Make = (db: Db, given: { environmentId: string; at: Date }) => Promise<unknown>

/** Makes a row of this age in each table that can be deleted once it is old. */
const makers: Record<string, Make> = {
  deliveries: (db, { environmentId, at }) => makeDelivery(db, { environmentId, createdAt: at, endedAt: at }),
  notifications: (db, { environmentId, at }) => makeNotification(db, { environmentId, createdAt: at }),
  refused_calls: (db, { environmentId, at }) =>
    db.insert(refusedCalls).values({
      ...{ environmentId, customer: unique('maria'), namedAs: 'user', call: 'PUT /api/v1/devices', status: 400 },
      ...{ code: 'invalid', field: '', detail: '', requestId: 'test', lastAt: at },
    }),
  erased_customers: (db, { environmentId, at }) =>
    db.insert(erasedCustomers).values({ environmentId, nameHash: unique('hash'), erasedBy: 'test', createdAt: at }),
  prompt_events: (db, { environmentId, at }) =>
    db.insert(promptEvents).values({ environmentId, eventId: unique('event'), kind: 'displayed', at }),
  prompt_fetches: (db, { environmentId, at }) =>
    db.insert(promptFetches).values({
      environmentId,
      hour: at,
      revision: 'a:1',
      value: 'on',
      decidedBy: 'rollout',
      fetchCount: 1,
      lastAt: at,
    }),
  prompt_clients: (db, { environmentId, at }) =>
    db
      .insert(promptClients)
      .values({ environmentId, targetingKey: unique('key'), context: {}, revision: 'a:1', value: 'on', lastAt: at }),
  device_events: async (db, { environmentId, at }) => {
    const { id: deviceId } = await makeDevice(db, { environmentId })
    await makeDeviceEvent(db, { environmentId, deviceId, createdAt: at })
  },
  devices: (db, { environmentId, at }) =>
    makeDevice(db, { environmentId, registeredAt: at, statusSince: at, status: 'disabled', statusReason: 'gone' }),
  customers: (db, { environmentId, at }) => makeCustomer(db, { environmentId, lastSeenAt: at }),
  sessions: async (db, { at }) => {
    const { id: staffId } = await makeStaff(db)
    await db.insert(sessions).values({ staffId, tokenHash: unique('hash'), expiresAt: at })
  },
  invitations: (db, { at }) =>
    db.insert(invitations).values({
      tokenHash: unique('hash'),
      email: 'a@example.com',
      name: 'A',
      role: 'viewer',
      companyIds: [],
      expiresAt: at,
    }),
  probes: async (db, { environmentId, at }) => {
    const { id: customerId } = await makeCustomer(db, { environmentId })
    const { id: deviceId } = await makeDevice(db, { environmentId, customerId })
    await makeProbe(db, { environmentId, deviceId, customerId, createdAt: at })
  },
  case_files: async (db, { environmentId, at }) => {
    const { id: customerId } = await makeCustomer(db, { environmentId })
    const createdAt = new Date(at.getTime() - 60_000)
    const file = { content: {}, hasTexts: false, sharedBy: 'A', createdAt, expiresAt: at }
    return insertCaseFile(db, { ...file, environmentId, customerId, tokenHash: unique('hash') })
  },
  rate_limits: (db, { at }) => db.insert(rateLimits).values({ key: unique('key'), points: 1, expire: at }),
  attempt_counts: (db, { environmentId, at }) => makeAttemptCount(db, { environmentId, at }),
  call_counts: (db, { environmentId, at }) => makeCallCount(db, { environmentId, at, call: 'evaluation', count: 1 }),
  receipt_counts: (db, { environmentId, at }) => makeReceiptCount(db, { environmentId, at }),
  traffic_hours: (db, { environmentId, at }) => makeTrafficHours(db, { environmentId, counts: [1], before: at }),
  channel_messages: (db, { at }) => makeChannelMessage(db, { createdAt: at }),
  events: (db, { environmentId, at }) => makeEvent(db, { environmentId, at }),
  event_marks: (db, { at }) => db.insert(eventMarks).values({ at, position: 1n }),
  incidents: (db, { at }) => makeIncident(db, { openedAt: at, closedAt: at }),
  workers: (db, { at }) => db.insert(workers).values({ version: '0.1.0', host: 'one', startedAt: at, lastSeenAt: at }),
  kept_answers: async (db, { at }) => {
    const { id } = await makeServiceToken(db)
    await db.insert(keptAnswers).values({ serviceTokenId: id, key: unique('key'), requestHash: 'hash', createdAt: at })
  },
  simulated_pushes: (db, { at }) =>
    db.insert(simulatedPushes).values({
      id: crypto.randomUUID(),
      apnsId: crypto.randomUUID(),
      environmentName: 'sandbox',
      token: 'aa',
      topic: 'com.example',
      status: 200,
      headers: {},
      payloadBytes: 2,
      createdAt: at,
    }),
}

// An own database, because other tests' rows may be of any age.
let own: Database
beforeAll(async () => {
  own = await emptyDatabase()
})
afterAll(() => own.close())

const inRollback = (test: (db: Db) => Promise<void>) => inRollbackOf(test, own)
const alone = (db: Db) => new OldRows({ ...own, db }, { logDays })

describe('data that grows over time', () => {
  it.each(retention.map((rule) => ({ table: nameOf(rule), rule })))(
    'keeps $table for its days and no longer',
    ({ table, rule }) =>
      inRollback(async (db) => {
        const oldRows = alone(db)
        const { id: environmentId } = await makeEnvironment(db)
        const days = rule.days === 'log' ? logDays : rule.days
        const before = await countRows(db, rule)
        await makers[table]?.(db, { environmentId, at: ago(days + 1) })
        await makers[table]?.(db, { environmentId, at: ago(days - 0.5) })
        expect(await countRows(db, rule)).toBe(before + 2)
        await oldRows.drop()
        expect(await countRows(db, rule)).toBe(before + 1)
      }),
  )

  it('is deleted in batches until no old rows remain', () =>
    inRollback(async (db) => {
      const oldRows = alone(db)
      const { id: environmentId } = await makeEnvironment(db)
      const rows = Array.from({ length: 2_300 }, (_, index) => ({
        environmentId,
        eventId: `event ${index}`,
        kind: 'displayed' as const,
        at: ago(100 + index / 1_000),
      }))
      await db.insert(promptEvents).values(rows)
      await oldRows.drop()
      expect(await db.$count(promptEvents)).toBe(0)
    }))

  it('is walked through to its end, again in every run', () =>
    inRollback(async (db) => {
      const oldRows = alone(db)
      const { id: environmentId } = await makeEnvironment(db)
      const before = await db.$count(customers)
      for (const size of [10, 1_200, 600]) {
        const rows = Array.from({ length: size }, () => ({
          environmentId,
          userId: unique('user'),
          lastSeenAt: ago(100),
        }))
        await db.insert(customers).values(rows)
        await oldRows.drop()
        expect(await db.$count(customers)).toBe(before)
      }
    }))
})

describe('old data that is kept', () => {
  const rowsOf = (name: string) => {
    const rule = retention.find((one) => nameOf(one) === name)
    if (!rule) throw new Error(`nothing is known of ${name}`)
    return rule
  }

  /** Counts rows beyond those that other tests left. */
  const counting = async (db: Db, name: string) => {
    const before = await countRows(db, rowsOf(name))
    return async () => (await countRows(db, rowsOf(name))) - before
  }

  it('a delivery that has not ended, and its notification', () =>
    inRollback(async (db) => {
      const oldRows = alone(db)
      const deliveries = await counting(db, 'deliveries')
      const notifications = await counting(db, 'notifications')
      const { id: environmentId } = await makeEnvironment(db)
      const { id: notificationId } = await makeNotification(db, { environmentId, createdAt: ago(200) })
      const open = { environmentId, notificationId, createdAt: ago(200), endedAt: null, state: 'queued' as const }
      const { id: deliveryId } = await makeDelivery(db, open)
      await makeAttempt(db, { environmentId, deliveryId })
      await oldRows.drop()
      expect(await deliveries()).toBe(1)
      expect(await notifications()).toBe(1)
    }))

  it('a customer with a device or with a notification in the log', () =>
    inRollback(async (db) => {
      const oldRows = alone(db)
      const kept = await counting(db, 'customers')
      const { id: environmentId } = await makeEnvironment(db)
      const registered = await makeCustomer(db, { environmentId, lastSeenAt: ago(200) })
      await makeDevice(db, { environmentId, customerId: registered.id, registeredAt: ago(200) })
      const told = await makeCustomer(db, { environmentId, lastSeenAt: ago(200) })
      await makeNotification(db, { environmentId, customerId: told.id, createdAt: ago(10) })
      await oldRows.drop()
      expect(await kept()).toBe(2)
    }))

  it('a device that is active, that staff disabled, or that was disabled recently', () =>
    inRollback(async (db) => {
      const oldRows = alone(db)
      const kept = await counting(db, 'devices')
      const { id: environmentId } = await makeEnvironment(db)
      const old = { environmentId, registeredAt: ago(400), statusSince: ago(400) }
      await makeDevice(db, old)
      await makeDevice(db, { ...old, status: 'disabled', statusReason: 'disabled_by_staff' })
      await makeDevice(db, { ...old, status: 'disabled', statusReason: 'unregistered', statusSince: ago(2) })
      await oldRows.drop()
      expect(await kept()).toBe(3)
    }))
})
