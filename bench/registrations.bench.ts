import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Pool } from 'pg'
import type { Database } from '@/db/client'
import { makeApiKey, makeEnvironment } from '@/db/factories'
import { ownDatabase } from '@/db/own-database'
import { registrationStatement } from '@/db/queries/registrations'
import { startGateway } from '@/gateway/listener'
import type { Load, Loaded } from './http-load'

const connections = 20
const seconds = 4
const rounds = 3

/** Registrations a second over the public API, beside the same statement driven by `pg` alone: same connections, taking turns. */
export async function run() {
  const server = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/test'
  const own = await ownDatabase({ serverUrl: server, namePrefix: 'pushdesk_bench', poolMax: connections })
  try {
    await measure(own)
  } finally {
    await own.drop()
  }
}

async function measure({ database, url }: { database: Database; url: string }) {
  const { id: environmentId } = await makeEnvironment(database.db)
  const { key } = await makeApiKey(database.db, { environmentId, kind: 'secret' })
  const gateway = await startGateway({ database, ownsProcess: true })
  const http = createServer(gateway.listener).listen(0, '127.0.0.1')
  await once(http, 'listening')
  const { port } = http.address() as AddressInfo // listening on a port, so it is no path
  const pool = new Pool({ connectionString: url, max: connections })
  const alone = (tokens?: string[]) => loadByPg(pool, registrationStatement(database.db), environmentId, tokens)
  const api = (tokens?: string[]) => loadByHttp({ port, key, connections, seconds, tokens })

  const results: Record<'new' | 'again', { alone: number[]; api: number[] }> = {
    new: { alone: [], api: [] },
    again: { alone: [], api: [] },
  }
  await api()
  // Rows and their statistics before the control prepares its statement: on empty tables it would keep a plan that reads them whole.
  await database.executeSql('analyze')
  await alone()
  for (let round = 0; round < rounds; round++) {
    const first = { alone: await alone(), api: await api() }
    results.new.alone.push(first.alone.perSecond)
    results.new.api.push(first.api.perSecond)
    results.again.alone.push((await alone(first.alone.tokens)).perSecond)
    results.again.api.push((await api(first.api.tokens)).perSecond)
  }
  for (const [kind, { alone: control, api: ours }] of Object.entries(results)) {
    const ratio = median(ours) / median(control)
    const rates = `${median(ours).toFixed(0)}/s over the API, ${median(control).toFixed(0)}/s by pg alone`
    console.log(`registrations, ${kind}: ${rates}: ratio ${ratio.toFixed(2)} (bar 0.60)`)
  }
  await gateway.stop()
  http.closeAllConnections()
  http.close()
  await pool.end()
}

async function loadByHttp(load: Load): Promise<Loaded> {
  const child = fork(new URL('./http-load.ts', import.meta.url), { execArgv: process.execArgv })
  child.send(load)
  const [loaded] = (await once(child, 'message')) as [Loaded]
  child.disconnect()
  if (loaded.wrong) throw new Error(`${loaded.wrong} registrations had another answer than expected`)
  return loaded
}

type Statement = ReturnType<typeof registrationStatement>

async function loadByPg(pool: Pool, { text, valuesOf }: Statement, environmentId: string, tokens?: string[]) {
  const sent: string[] = []
  const until = performance.now() + seconds * 1000
  let next = 0
  const lane = async () => {
    while (performance.now() < until) {
      const address = tokens?.[next++ % tokens.length] ?? randomBytes(32).toString('hex')
      const values = valuesOf({
        environmentId,
        customerName: `customer-${address.slice(0, 16)}`,
        kind: 'device_token',
        address,
        permission: 'authorized',
        appVersion: '5.12.0',
        sdkVersion: '1.4.0',
        locale: 'en-GB',
        actorName: 'bench',
      })
      await pool.query({ name: 'register', text, values })
      sent.push(address)
    }
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: connections }, lane))
  return { perSecond: sent.length / ((performance.now() - startedAt) / 1000), tokens: sent }
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
