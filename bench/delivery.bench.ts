import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { ownDatabase } from '@/db/own-database'
import { run as query } from '@/db/raw'
import { devices } from '@/db/schema/customers'
import { makeCertificates } from '@/lib/apns/simulator/certificates'
import { setEncryptionKey } from '@/lib/secrets'
import { makeWorld } from '../bin/kill/world'
import { controlRate, type Place } from './delivery-control'

const connections = 20
const warmUp = 1_000
/** BENCH_SHARE=0.1 for a quick look. */
const share = Number(process.env.BENCH_SHARE ?? 1)
const singles = 8_000 * share
const inBatches = 20_000 * share
const inFlight = 128
const batchSize = 100
const paceSeconds = 8
const memoryCount = 200_000 * share

type Post = (path: string, body: unknown) => Promise<void>
type Own = { database: Database; url: string }
type World = Awaited<ReturnType<typeof makeWorld>>

/** Messages a second from POST to the recorded outcome, beside the same rows by `pg` alone on the same database. */
export async function run() {
  const server =
    process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'
  const own = await ownDatabase({ serverUrl: server, namePrefix: 'pushdesk_bench', poolMax: 4 })
  const stop: (() => unknown)[] = []
  try {
    await measure(own, stop)
  } finally {
    for (const one of stop.reverse()) await one()
    await own.drop()
  }
}

async function measure({ database, url }: Own, stop: (() => unknown)[]) {
  const encryptionKey = randomBytes(32).toString('hex')
  setEncryptionKey(encryptionKey)
  const world = await makeWorld(database.db)
  const app = await startApp(url, encryptionKey, stop)
  const post = poster(app.port, world.key)

  await sendSingles(post, world, warmUp, inFlight)
  await allEnded(database)
  const places = await placesOf(database)
  const control = (batch: number, count: number) => controlRate(url, { connections, count, batch, places })
  const rates = { one: [] as number[], oneControl: [] as number[], batch: [] as number[], batchControl: [] as number[] }
  for (let round = 0; round < 3; round += 1) {
    rates.one.push(await rateOf(singles, database, () => sendSingles(post, world, singles, inFlight)))
    rates.oneControl.push(await control(1, singles))
    rates.batch.push(await rateOf(inBatches, database, () => sendBatches(post, world, inBatches)))
    rates.batchControl.push(await control(batchSize, inBatches))
  }
  const of = Object.fromEntries(Object.entries(rates).map(([key, all]) => [key, median(all)])) as Record<
    keyof typeof rates,
    number
  >
  console.log(`delivery: PostgreSQL, ${connections} connections, medians of 3 rounds`)
  report('POST /messages', of.one, of.oneControl, 'pg alone, a message a transaction')
  report('POST /messages/batch', of.batch, of.batchControl, `pg alone, ${batchSize} a transaction`)
  await latency(database, post, world, of.one / 2)
  await memory(database, post, world, app.heapMb)
}

function report(what: string, ours: number, control: number, controlName: string) {
  const ratio = ours / control
  console.log(
    `  ${what}: ${ours.toFixed(0)}/s to the recorded outcome; ${controlName}: ${control.toFixed(0)}/s; ratio ${ratio.toFixed(2)} (bar 0.4)`,
  )
}

async function startApp(url: string, encryptionKey: string, stop: (() => unknown)[]) {
  const { caPem, certPem, keyPem } = await makeCertificates()
  const apns = fork(new URL('./apns-server.ts', import.meta.url), { execArgv: process.execArgv })
  stop.push(() => apns.disconnect())
  apns.send({ certPem, keyPem })
  const [bound] = (await once(apns, 'message')) as [{ port: number }]
  const caFile = join(await mkdtemp(join(tmpdir(), 'pushdesk-bench-')), 'ca.pem')
  await writeFile(caFile, caPem)
  const server = fork(new URL('./delivery-server.ts', import.meta.url), {
    execArgv: [...process.execArgv, '--expose-gc'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      LOG_LEVEL: 'error',
      APNS_SANDBOX_URL: `https://localhost:${bound.port}`,
      APNS_CA_FILE: caFile,
    },
  })
  stop.push(() => server.disconnect())
  server.send({ url, encryptionKey, poolMax: connections })
  const [{ port }] = (await once(server, 'message')) as [{ port: number }]
  return {
    port,
    async heapMb() {
      server.send('memory')
      const [{ heapMb }] = (await once(server, 'message')) as [{ heapMb: number }]
      return heapMb
    },
  }
}

function poster(port: number, key: string): Post {
  const agent = new Agent({ keepAlive: true, maxSockets: 512 })
  return (path, body) =>
    new Promise((resolve, reject) => {
      const text = JSON.stringify(body)
      const headers = {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      }
      request({ host: '127.0.0.1', port, path, method: 'POST', agent, headers }, (response) => {
        response.resume()
        response.on('end', () =>
          response.statusCode === 202 ? resolve() : reject(new Error(`${path} answered ${response.statusCode}`)),
        )
      })
        .on('error', reject)
        .end(text)
    })
}

let sequence = 0
function message({ users }: World) {
  sequence += 1
  return {
    id: `bench-${sequence}`,
    type: 'live',
    conversationId: `conversation-${sequence}`,
    user: { id: users[sequence % users.length] },
    title: 'Bench',
    body: 'A message of usual length, say.',
    sentAt: new Date().toISOString(),
  }
}

async function sendSingles(post: Post, world: World, count: number, lanes: number) {
  let left = count
  const lane = async () => {
    while (left-- > 0) await post('/api/v1/messages', message(world))
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

async function sendBatches(post: Post, world: World, count: number) {
  let left = count / batchSize
  const lane = async () => {
    while (left-- > 0)
      await post('/api/v1/messages/batch', { messages: Array.from({ length: batchSize }, () => message(world)) })
  }
  await Promise.all(Array.from({ length: 4 }, lane))
}

async function rateOf(count: number, database: Database, send: () => Promise<void>) {
  const startedAt = performance.now()
  await send()
  await allEnded(database)
  return count / ((performance.now() - startedAt) / 1000)
}

async function allEnded({ db }: Database) {
  for (;;) {
    const { rows } = await query<{ open: boolean }>(
      db,
      sql`select exists (select 1 from deliveries where state in ('queued', 'sending', 'retrying')) as open`,
    )
    if (!rows[0]?.open) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** Paced, not as fast as it goes: from the moment of the POST to APNs's answer, by one clock. */
async function latency(database: Database, post: Post, world: World, perSecond: number) {
  const [first] = [sequence + 1]
  const everyMs = 10
  const due: Promise<void>[] = []
  const startedAt = performance.now()
  for (let sent = 0; performance.now() - startedAt < paceSeconds * 1000; ) {
    const wanted = ((performance.now() - startedAt) / 1000) * perSecond
    for (; sent < wanted; sent += 1) due.push(post('/api/v1/messages', message(world)))
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
  await Promise.all(due)
  await allEnded(database)
  const { rows } = await query<{ p50: number; p99: number; count: number }>(
    database.db,
    sql`select count(*)::int as count,
          percentile_cont(0.5) within group (order by ms) as p50, percentile_cont(0.99) within group (order by ms) as p99
        from (select extract(epoch from a.started_at - n.sent_at)::float8 * 1000 + a.duration_ms as ms
              from attempts a join deliveries d on d.id = a.delivery_id join notifications n on n.id = d.notification_id
              where n.external_id like 'bench-%' and substr(n.external_id, 7)::int >= ${first}) as waited`,
  )
  const [found] = rows
  console.log(
    `  at half load (${perSecond.toFixed(0)}/s): POST to APNs’s answer p50 ${found?.p50.toFixed(0)} ms, p99 ${found?.p99.toFixed(0)} ms, of ${found?.count}`,
  )
}

async function memory(database: Database, post: Post, world: World, heapMb: () => Promise<number>) {
  const marks: string[] = []
  const step = memoryCount / 4
  for (let sent = 0; sent <= memoryCount; sent += step) {
    if (sent > 0) await sendBatches(post, world, step)
    await allEnded(database)
    marks.push(`${(await heapMb()).toFixed(0)}`)
  }
  console.log(`  heap after 0 … ${memoryCount} deliveries, in MB: ${marks.join(', ')}`)
}

async function placesOf({ db }: Database): Promise<Place[]> {
  return db
    .select({
      environmentId: devices.environmentId,
      customerId: devices.customerId,
      deviceId: devices.id,
      address: devices.address,
    })
    .from(devices)
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
