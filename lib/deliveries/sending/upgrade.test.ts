import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '@/db/client'
import { newId } from '@/db/new-id'
import { openOldRelease } from '@/db/old-release'
import { unready } from '@/db/ready'
import { scriptedApns } from '@/lib/deliveries/testing/scripted-apns'
import { until } from '@/lib/deliveries/testing/until'
import { startWorker } from './worker'

/** A delivery made by the previous release, and its job in pg-boss's table. */
type Old = {
  state: string
  attempts?: number
  transport?: string
  job?: { state: string; requests?: number; at?: string }
}

const lapsed = `now() - interval '1 minute'`
const later = `now() + interval '1 hour'`
const old = {
  queued: { state: 'queued', job: { state: 'created' } },
  claimed: { state: 'queued', job: { state: 'active', at: 'now()' } },
  'claimed by a worker that died': { state: 'queued', job: { state: 'active', at: lapsed } },
  'requested by a worker that died': { state: 'sending', job: { state: 'active', requests: 1, at: lapsed } },
  'to be sent again': { state: 'retrying', attempts: 1, job: { state: 'retry' } },
  'to be sent again later': { state: 'retrying', attempts: 2, job: { state: 'retry', at: later } },
  'to be sent to the company later': {
    state: 'retrying',
    attempts: 1,
    transport: 'company_api',
    job: { state: 'retry', at: later },
  },
  'queued without a job': { state: 'queued' },
  accepted: { state: 'accepted', attempts: 1 },
  'accepted, with a job left over': { state: 'accepted', attempts: 1, job: { state: 'created' } },
  failed: { state: 'failed', attempts: 1 },
  expired: { state: 'expired' },
  suppressed: { state: 'suppressed' },
} satisfies Record<string, Old>

const names = Object.keys(old)
const ids = Object.fromEntries(names.map((name) => [name, newId()]))
const nameOf = (id: string) => names.find((name) => ids[name] === id) ?? id
const environmentId = newId()

let database: Database
let before: Row[]

type Row = { name: string; state: string; attempt_count: number; reason: string | null; ended: boolean }

async function deliveries(): Promise<Row[]> {
  const { rows } = await database.executeSql(
    `select id, state, attempt_count, reason, ended_at is not null as ended from deliveries order by id`,
  )
  return (rows as (Row & { id: string })[]).map(({ id, ...row }) => ({ ...row, name: nameOf(id) }))
}

beforeAll(async () => {
  database = await openOldRelease()
  await fill()
  before = await deliveries()
  await database.migrate()
})
afterAll(() => database.close())

describe('a database of the previous release, with deliveries in every state', () => {
  it('is ready after migration, without a trace of the old queue', async () => {
    expect(await unready(database)).toBeUndefined()
    const { rows } = await database.executeSql(`select 1 from pg_namespace where nspname = 'pgboss'`)
    expect(rows).toEqual([])
    expect(await deliveries()).toEqual(before)
  })

  it('queues exactly the unfinished deliveries, each with its due time and lease', async () => {
    const { rows } = await database.executeSql(
      `select delivery_id, transport, environment_id, due_at > now() + interval '30 minutes' as is_later,
        leased_until is not null as is_leased, is_requested from due_deliveries`,
    )
    const row = {
      transport: 'apns',
      environment_id: environmentId,
      is_later: false,
      is_leased: false,
      is_requested: false,
    }
    const found = rows as (typeof row & { delivery_id: string })[]
    expect(Object.fromEntries(found.map(({ delivery_id, ...one }) => [nameOf(delivery_id), one]))).toEqual({
      queued: row,
      claimed: { ...row, is_leased: true },
      'claimed by a worker that died': { ...row, is_leased: true },
      'requested by a worker that died': { ...row, is_leased: true, is_requested: true },
      'to be sent again': row,
      'to be sent again later': { ...row, is_later: true },
      'to be sent to the company later': { ...row, is_later: true, transport: 'company_api' },
      'queued without a job': row,
    })
  })

  it('sends each due delivery once, and none that has ended or is due later', async () => {
    await database.executeSql('update due_deliveries set leased_until = now() where leased_until is not null')
    const apns = await scriptedApns()
    const worker = await startWorker({ database, connectApns: apns.connect })
    const due = names.filter((name) => /queued|claimed|requested|again$/.test(name))
    await until(deliveries, (all) => all.filter(({ name, ended }) => due.includes(name) && ended).length === due.length)
    await worker.stop()
    await apns.close()
    expect(apns.seen.map(({ id }) => nameOf(id)).toSorted()).toEqual(due.toSorted())
    const after = await deliveries()
    const isSent = (name: string) => due.includes(name)
    expect(after.filter(({ name }) => !isSent(name))).toEqual(before.filter(({ name }) => !isSent(name)))
    expect(Object.fromEntries(after.filter(({ name }) => isSent(name)).map((one) => [one.name, one]))).toEqual(
      Object.fromEntries(
        before
          .filter(({ name }) => isSent(name))
          .map(({ name, attempt_count }) => [
            name,
            {
              name,
              state: 'accepted',
              reason: null,
              ended: true,
              // The request of the worker that died counts too: its response was lost.
              attempt_count: attempt_count + (name.startsWith('requested') ? 2 : 1),
            },
          ]),
      ),
    )
  })
})

async function fill() {
  const [companyId, appId, customerId] = [newId(), newId(), newId()]
  const write = (text: string, ...values: unknown[]) => database.executeSql(text, values)
  await write(`insert into companies (id, slug, name) values ($1, 'bank', 'Bank')`, companyId)
  await write(
    `insert into apps (id, company_id, slug, name, bundle_id) values ($1, $2, 'app', 'App', 'com.example.bank')`,
    appId,
    companyId,
  )
  await write(
    `insert into environments (id, app_id, name, requires_identity, identity_secret) values ($1, $2, 'production', false, '')`,
    environmentId,
    appId,
  )
  await write(`insert into customers (id, environment_id, user_id) values ($1, $2, 'c')`, customerId, environmentId)
  for (const [name, one] of Object.entries<Old>(old)) {
    const [id, deviceId, notificationId] = [ids[name], newId(), newId()]
    const { state, attempts = 0, transport = 'apns', job } = one
    const [kind, address] = [transport === 'apns' ? 'device_token' : 'uuid', randomBytes(32).toString('hex')]
    await write(
      `insert into devices (id, environment_id, customer_id, kind, address, permission) values ($1, $2, $3, $4, $5, 'authorized')`,
      ...[deviceId, environmentId, customerId, kind, address],
    )
    await write(
      `insert into notifications (id, environment_id, type, customer_id, title, body, payload, actor_kind, actor_name, expires_at)
       values ($1, $2, 'live', $3, 'Bank', 'Hello', '{"aps":{"alert":"Hello"}}', 'api_key', 'Bank', now() + interval '1 day')`,
      ...[notificationId, environmentId, customerId],
    )
    await write(
      `insert into deliveries (id, environment_id, notification_id, type, customer_id, device_id, device_kind, address,
         transport, is_simulated, state, attempt_count, next_attempt_at, expires_at, ended_at)
       values ($1, $2, $3, 'live', $4, $5, $6, $7, $8, false, $9, $10, case when $9 = 'retrying' then ${job?.at ?? 'now()'} end,
         now() + interval '1 day', case when $9 in ('accepted', 'failed', 'expired', 'suppressed') then now() end)`,
      ...[id, environmentId, notificationId, customerId, deviceId, kind, address, transport, state, attempts],
    )
    if (!job) continue
    const isActive = job.state === 'active'
    await write(
      `insert into pgboss.job (id, name, singleton_key, state, retry_count, start_after, started_on)
       values ($1, $2, $3, $4::pgboss.job_state, $5, ${isActive ? 'now()' : (job.at ?? 'now()')}, ${isActive ? job.at : 'null'})`,
      ...[id, transport, environmentId, job.state, job.requests ?? 0],
    )
  }
}
