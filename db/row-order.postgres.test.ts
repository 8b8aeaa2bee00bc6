import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/db/new-id'
import type { Database } from './client'
import { makeEnvironment } from './factories'
import { openDatabase } from './open-database'
import { insertNotifications } from './queries/deliveries/notifications'
import { customersNamed } from './queries/deliveries/recipients'
import { upsertRegistrations } from './queries/devices/registrations'
import { insertPromptEvents } from './queries/prompts/prompt-events'
import { addFetches, putClients } from './queries/prompts/prompt-fetches'
import { putSimulatedDevices } from './queries/simulator/simulator'
import { ownPostgres } from './testing'

type Db = Database['db']
let own: Awaited<ReturnType<typeof ownPostgres>>
let processes: Database[]
beforeAll(async () => {
  own = await ownPostgres()
  processes = await Promise.all(
    Array.from({ length: 3 }, () => openDatabase({ url: own.url, dataDir: '', poolMax: 2 })),
  )
})
afterAll(async () => {
  await Promise.all(processes.map((one) => one.close()))
  await own.drop()
})

const at = new Date('2027-03-01T12:00:00Z')
type Write = (db: Db, given: { environmentId: string; names: string[] }) => Promise<unknown>

/** Every statement that writes several rows which other processes may write too. */
const writes: [string, Write][] = [
  [
    'the counts of fetches',
    (db, { environmentId, names }) =>
      addFetches(db, {
        fetches: names.map((revision) => ({
          ...{ environmentId, hour: at, revision, sdkVersion: '', appVersion: '', value: 'on', decidedBy: 'rollout' },
          ...{ fetchCount: 1, lastAt: at },
        })),
      }),
  ],
  [
    'the words of clients',
    (db, { environmentId, names }) =>
      putClients(db, {
        clients: names.map((targetingKey) => ({
          ...{ environmentId, targetingKey, context: {}, revision: 'c:1', value: 'on', isStreaming: false, lastAt: at },
        })),
      }),
  ],
  [
    'the events of prompts',
    (db, { environmentId, names }) =>
      insertPromptEvents(db, {
        events: names.map((eventId) => ({ environmentId, eventId, kind: 'displayed', at })),
      }),
  ],
  [
    'registrations of devices',
    (db, { environmentId, names }) =>
      upsertRegistrations(db, {
        named: 'userId',
        given: names.map((name) => ({
          ...{ environmentId, kind: 'uuid', address: name, customerName: name, permission: 'authorized' },
          actorName: 'test',
        })),
      }),
  ],
  [
    'notifications with an id of the platform',
    (db, { environmentId, names }) =>
      insertNotifications(db, {
        notifications: names.map((externalId) => ({
          ...{ id: newId(), environmentId, externalId, type: 'live', payload: {}, expiresAt: at, createdAt: at },
          ...{ actorKind: 'system', actorName: 'test' },
        })),
        deliveries: [],
        changes: [],
      }),
  ],
  [
    'customers never heard of before',
    (db, { environmentId, names }) => customersNamed(db, { environmentId, names: names.map((userId) => ({ userId })) }),
  ],
  [
    'what the simulator knows of devices',
    (db, { environmentId, names }) =>
      putSimulatedDevices(db, {
        devices: names.map((name) => ({
          ...{
            environmentName: 'sandbox',
            token: `${environmentId} ${name}`,
            topic: 'com.example',
            state: 'unregistered',
            since: at,
          },
        })),
      }),
  ],
]

describe('rows that two processes write at once in opposite orders', () => {
  it.each(writes)('are written without a deadlock: %s', async (_, write) => {
    const [first, second, third] = processes
    if (!first || !second || !third) throw new Error('there are three processes')
    const { id: environmentId } = await makeEnvironment(own.database.db)
    const before = await deadlocks()
    let both: Promise<unknown> = Promise.resolve()
    // Both writes have begun before the third process releases the middle row that each needs.
    await third.db.transaction(async (tx) => {
      await write(tx, { environmentId, names: ['m'] })
      both = Promise.all([
        write(first.db, { environmentId, names: ['a', 'm', 'z'] }),
        write(second.db, { environmentId, names: ['z', 'm', 'a'] }),
      ])
      await expect.poll(waiting, { interval: 10 }).toBe(2)
    })
    await both
    expect(await deadlocks()).toEqual(before)
  })
})

async function waiting() {
  const { rows } = await own.database.executeSql(
    `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return rows.length
}

/** The number of deadlocks in this database since it was created. */
async function deadlocks() {
  const { rows } = await own.database.executeSql(
    'select deadlocks::int from pg_stat_database where datname = current_database()',
  )
  return rows[0]
}
