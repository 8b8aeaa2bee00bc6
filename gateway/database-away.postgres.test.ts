import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unique } from '@/db/factories'
import { startCluster } from '@/db/own-cluster'
import { ownDatabase } from '@/db/own-database'
import { followStream } from '@/lib/testing/follow-stream'
import { spawnGateway } from '@/lib/testing/gateway-process'
import { awayWorkspace, onServer } from './testing-away'

/** A request that takes longer counts as hanging. */
const hangMs = 60_000
/** The file size limit: a few large rows exceed it. */
const fileBytesMax = 4 * 1024 * 1024
const poolMax = 3

type Cluster = NonNullable<Awaited<ReturnType<typeof startCluster>>>
type Own = Awaited<ReturnType<typeof ownDatabase>>

let cluster: Cluster
let own: Own
let gateway: Awaited<ReturnType<typeof spawnGateway>>
let here: Awaited<ReturnType<typeof awayWorkspace>>

beforeAll(async () => {
  const started = await startCluster({ fileBytesMax })
  if (!started) throw new Error('PostgreSQL is not installed here.')
  cluster = started
  own = await ownDatabase({ serverUrl: cluster.url, namePrefix: 'away', poolMax: 2 })
  here = await awayWorkspace(own.database)
  gateway = await spawnGateway(own.url, { DATABASE_POOL_MAX: String(poolMax) })
}, 180_000)

afterAll(async () => {
  await gateway?.end()
  await own?.database.close()
  cluster?.remove()
})

/** Calls the gateway. The request must not hang. */
async function call(method: string, path: string, { key = here.pk, body }: { key?: string; body?: unknown } = {}) {
  const response = await fetch(`${gateway.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(hangMs),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
}

const evaluate = (key?: string) =>
  call('POST', '/ofrep/v1/evaluate/flags/push-permission-prompt', {
    key,
    body: { context: { targetingKey: 'a phone' } },
  })
const register = () =>
  call('PUT', '/api/v1/devices', {
    body: { uuid: unique('uuid'), user: { id: unique('user') }, permission: 'authorized' },
  })
const message = () =>
  call('POST', '/api/v1/messages', {
    key: here.sk,
    body: { id: unique('m'), type: 'live', conversationId: 'c', user: { id: unique('user') }, title: 'T', body: 'B' },
  })

/** Reads from the metrics how old the gateway's prompt state is. */
async function ageSeconds() {
  const { body } = await call('GET', '/metrics')
  return Number(/^pushdesk_prompt_state_age_seconds (\S+)$/m.exec(body)?.[1])
}

async function ready() {
  const askedAt = performance.now()
  const { status, body } = await call('GET', '/readyz')
  return { status, missing: body.missing, isInTime: performance.now() - askedAt < 2_000 }
}

const others = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`

/** Starts a fault and returns the function that ends it. */
type Fault = () => Promise<() => Promise<unknown>>

/** Faults in which the database can't be read or written. */
const away: [string, Fault][] = [
  [
    'is stopped',
    async () => {
      cluster.crash()
      return async () => cluster.start()
    },
  ],
  [
    'is frozen',
    async () => {
      cluster.freeze()
      return async () => cluster.thaw()
    },
  ],
  [
    'rejects all connections',
    async () => {
      const client = await onServer(own.url)
      await own.refuseConnections(true)
      await client.query(others)
      await client.end()
      return () => own.refuseConnections(false)
    },
  ],
  [
    'has no free connection',
    async () => {
      const tables = 'customers, devices, notifications, prompt_configurations, api_keys, drizzle.__drizzle_migrations'
      const client = await onServer(own.url, 'begin', `lock table ${tables} in access exclusive mode`)
      // As many calls as the gateway has connections, plus two that wait for one.
      const busy = Promise.allSettled(Array.from({ length: poolMax + 2 }, register))
      return async () => {
        await client.query('rollback')
        await client.end()
        for (const one of await busy) expect(one).toMatchObject({ status: 'fulfilled', value: { status: 503 } })
      }
    },
  ],
]

describe('while the database', () => {
  it.each(away)(
    '%s, phones get responses from the last known state, and writes are told to retry',
    async (_, fault) => {
      const saved = await here.save()
      await expect.poll(async () => (await evaluate()).body.metadata?.revision).toMatch(`:${saved}`)
      expect(await ready()).toMatchObject({ status: 200 })
      expect((await message()).status).toBe(202)
      const unknown = await here.newKey('publishable')
      const mend = await fault()
      try {
        // At once, and after everything in memory is stale.
        expect((await evaluate()).status).toBe(200)
        await expect.poll(ageSeconds, { interval: 500 }).toBeGreaterThan(6)
        const asked = await evaluate()
        expect(asked).toMatchObject({
          status: 200,
          body: { value: true, metadata: { revision: expect.stringMatching(`:${saved}$`) } },
        })
        expect(Number(asked.headers.get('age'))).toBeGreaterThan(6)
        const stream = await followStream({ url: gateway.url, key: here.pk })
        await expect.poll(() => stream.events[0]?.revision).toMatch(`:${saved}`)
        expect(Number(stream.headers.get('age'))).toBeGreaterThan(6)
        await stream.leave()
        await expect.poll(ready).toEqual({ status: 503, missing: 'database', isInTime: true })
        const refused = await Promise.all([
          ...[register(), message(), evaluate(unknown)],
          ...[
            call('GET', '/api/v1/deliveries', { key: here.sk }),
            call('DELETE', '/api/v1/customers/nobody', { key: here.sk }),
          ],
        ])
        for (const { status, headers, body } of refused) {
          expect([status, body.code]).toEqual([503, 'unavailable'])
          expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
        }
      } finally {
        await mend()
      }
      await itIsWellAgain()
    },
    180_000,
  )
})

/** Expects the gateway, including its listeners, to recover by itself. */
async function itIsWellAgain() {
  await expect.poll(ready, { interval: 250 }).toMatchObject({ status: 200 })
  await expect.poll(async () => (await register()).status, { interval: 250 }).toBe(201)
  await expect.poll(listening).toBe(1)
  await expect.poll(isToldOfTheNext).toBe(true)
  expect((await evaluate()).status).toBe(200)
  await expect.poll(async () => Number((await evaluate()).headers.get('age'))).toBeLessThan(6)
}

/** The gateway may close a stream opened while it detects missed changes. The phone would then reconnect. */
async function isToldOfTheNext() {
  const stream = await followStream({ url: gateway.url, key: here.pk })
  let hasEnded = false
  stream.ended.then(() => {
    hasEnded = true
  })
  const saved = await here.save()
  const isTold = () => stream.events.some(({ revision }) => revision.endsWith(`:${saved}`))
  await expect.poll(() => hasEnded || isTold()).toBe(true)
  await stream.leave()
  return isTold()
}

async function listening() {
  const { rows } = await own.database.executeSql(
    `select pid from pg_stat_activity where datname = current_database() and application_name = 'pushdesk-listen'`,
  )
  return rows.length
}

describe('while the database has no room for another row', () => {
  it('phones get responses, reads work, and writes are told to retry', async () => {
    const saved = await here.save()
    await expect.poll(async () => (await evaluate()).body.metadata?.revision).toMatch(`:${saved}`)
    // Keep autovacuum from freeing space meanwhile.
    await own.database.executeSql('alter table customers set (autovacuum_enabled = off)')
    await expect(fillCustomers({ rows: 200, nameLength: 300 })).rejects.toThrow(noRoom)
    await expect(fillCustomers({ rows: 1, nameLength: 0 })).rejects.toThrow(noRoom)
    // Some pages may still have room for short rows.
    for (const write of [register, message]) {
      const answer = async () => {
        const { status, headers, body } = await write()
        return [status, body.code, headers.get('retry-after')]
      }
      await expect.poll(answer, { interval: 1 }).toEqual([503, 'unavailable', '5'])
    }
    expect(await ready()).toEqual({ status: 503, missing: 'storage', isInTime: true })
    expect((await evaluate()).status).toBe(200)
    expect((await call('GET', '/api/v1/deliveries', { key: here.sk })).status).toBe(200)
    await own.database.executeSql(`delete from customers where user_id like 'f %'`)
    await own.database.executeSql('vacuum customers')
    await itIsWellAgain()
  }, 180_000)
})

const noRoom = /could not extend file|No space left/

/** Inserts this many rows at once, repeatedly, until an insert fails. */
async function fillCustomers({ rows, nameLength }: { rows: number; nameLength: number }): Promise<never> {
  for (let round = 0; ; round += 1)
    await own.database.executeSql(
      `insert into customers (id, environment_id, user_id)
       select gen_random_uuid(), $1, 'f ' || $2::int || ' ' || row || repeat('x', $3) from generate_series(1, $4) as row`,
      [here.environmentId, round, nameLength, rows],
    )
}
