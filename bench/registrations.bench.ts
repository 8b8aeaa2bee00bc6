import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Pool } from 'pg'
import type { Database } from '@/db/client'
import { makeApiKey, makeEnvironment } from '@/db/factories'
import { ownDatabase } from '@/db/own-database'
import { registrationStatement } from '@/db/queries/devices/registrations'
import { startGateway } from '@/gateway/listener'
import type { Load, Loaded } from './http-load'
import { programOf } from './program'
import { serverUrl } from './server-url'
import { inTurns, toldRatio } from './turns'

const connections = 20
const seconds = 1
const turnsMax = 30
const bar = 0.7

/** Registrations per second over the API, against the same statement by `pg` alone: same connections, in turns. */
export async function run() {
  const own = await ownDatabase({ serverUrl, namePrefix: 'pushdesk_bench', poolMax: connections })
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
  const { port } = http.address() as AddressInfo // it listens on a port, so the address isn't a path
  const pool = new Pool({ connectionString: url, max: connections })
  const client = fork(programOf('http-load'), { execArgv: process.execArgv })
  const sides = {
    alone: (tokens?: string[]) => loadByPg(pool, registrationStatement(database.db), environmentId, tokens),
    api: (tokens?: string[]) => loadByHttp(client, { port, key, connections, seconds, tokens }),
  }
  const known = { api: (await sides.api()).tokens, alone: [] as string[] }
  // Analyze before the control prepares its statement: on empty tables it would keep a plan with sequential scans.
  await database.executeSql('analyze')
  known.alone = (await sides.alone()).tokens
  const turn = (side: 'alone' | 'api', isNew: boolean) => () => sides[side](isNew ? undefined : known[side])
  for (const isNew of [true, false]) {
    const ratio = await inTurns(turn('api', isNew), turn('alone', isNew), { turnsMax })
    console.log(`registrations over the API beside pg alone, ${isNew ? 'new' : 'known'}: ${toldRatio(ratio, bar)}`)
  }
  client.disconnect()
  await gateway.stop()
  http.closeAllConnections()
  http.close()
  await pool.end()
}

async function loadByHttp(client: ChildProcess, load: Load): Promise<Loaded> {
  client.send(load)
  const [loaded] = (await once(client, 'message')) as [Loaded]
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
