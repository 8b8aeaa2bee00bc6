import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { makeWorld } from '@/bin/kill/world'
import type { Database } from '@/db/client'
import { ownDatabase } from '@/db/own-database'
import { runSql } from '@/db/raw'
import { makeCertificates } from '@/lib/apns/simulator/certificates'
import { setEncryptionKey } from '@/lib/secrets'
import { programOf } from './program'
import { serverUrl } from './server-url'

export const connections = 20
export const batchSize = 100

type Post = (path: string, body: unknown) => Promise<void>
type Own = { database: Database; url: string }
type World = Awaited<ReturnType<typeof makeWorld>>
export type Load = Own & { world: World; post: Post; heapMb(): Promise<number> }

/** Runs `measure` against a fresh database, Pushdesk in another process, and an accept-all APNs server in a third. */
export async function underLoad(measure: (load: Load) => Promise<void>) {
  const own = await ownDatabase({ serverUrl, namePrefix: 'pushdesk_bench', poolMax: 4 })
  const stop: (() => unknown)[] = []
  try {
    const encryptionKey = randomBytes(32).toString('hex')
    setEncryptionKey(encryptionKey)
    const world = await makeWorld(own.database.db)
    const { port, heapMb } = await startApp(own.url, encryptionKey, stop)
    await measure({ database: own.database, url: own.url, world, post: poster(port, world.key), heapMb })
  } finally {
    for (const one of stop.reverse()) await one()
    await own.drop()
  }
}

async function startApp(url: string, encryptionKey: string, stop: (() => unknown)[]) {
  const { caPem, certPem, keyPem } = await makeCertificates()
  const apns = fork(programOf('apns-server'), { execArgv: process.execArgv })
  stop.push(() => apns.disconnect())
  apns.send({ certPem, keyPem })
  const [bound] = (await once(apns, 'message')) as [{ port: number }]
  const caFile = join(await mkdtemp(join(tmpdir(), 'pushdesk-bench-')), 'ca.pem')
  await writeFile(caFile, caPem)
  const server = fork(programOf('delivery-server'), {
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
/** The number of messages made so far. */
export const madeCount = () => sequence

export function message({ users }: World) {
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

export async function sendSingles({ post, world }: Load, count: number, lanes: number) {
  let left = count
  const lane = async () => {
    while (left-- > 0) await post('/api/v1/messages', message(world))
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

export async function sendBatches({ post, world }: Load, count: number) {
  let left = count / batchSize
  const lane = async () => {
    while (left-- > 0)
      await post('/api/v1/messages/batch', { messages: Array.from({ length: batchSize }, () => message(world)) })
  }
  await Promise.all(Array.from({ length: 4 }, lane))
}

/** Does at once what autovacuum would do later. Otherwise, measurements run with the plans of an emptier database. */
export const tidy = (database: Database) => database.executeSql('vacuum analyze')

/** Deliveries per second, up to the recorded outcome. */
export async function rateOf(count: number, database: Database, send: () => Promise<void>) {
  await tidy(database)
  const startedAt = performance.now()
  await send()
  await allEnded(database)
  return count / ((performance.now() - startedAt) / 1000)
}

export async function allEnded({ db }: Database) {
  for (;;) {
    const { rows } = await runSql<{ open: boolean }>(
      db,
      sql`select exists (select 1 from deliveries where state in ('queued', 'sending', 'retrying')) as open`,
    )
    if (!rows[0]?.open) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
