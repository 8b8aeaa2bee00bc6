import { once } from 'node:events'
import { connect, createServer, type Server, Socket } from 'node:net'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Database } from '@/db/client'
import { openDatabase } from '@/db/open-database'
import { ownPostgres } from '@/db/testing'
import { openPool } from './pool'

let own: Awaited<ReturnType<typeof ownPostgres>>
let single: Database

beforeAll(async () => {
  own = await ownPostgres()
  single = await openDatabase({ url: own.url, dataDir: '', poolMax: 1 })
})
afterAll(async () => {
  await single.close()
  await own.drop()
})

const endOthers = () =>
  own.database.executeSql(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`,
  )

describe('timeouts', () => {
  it.each([
    ['statement_timeout', '30s'],
    ['idle_in_transaction_session_timeout', '30s'],
    ['tcp_keepalives_idle', '30'],
    ['idle_session_timeout', '0'],
    ['lock_timeout', '5s'],
  ])('%s is %s in every session, whatever the database sets', async (name, value) => {
    await own.database.executeSql(`alter database ${new URL(own.url).pathname.slice(1)} set ${name} = '7000'`)
    const fresh = await openDatabase({ url: own.url, dataDir: '', poolMax: 1 })
    expect((await fresh.executeSql(`show ${name}`)).rows).toEqual([{ [name]: value }])
    await fresh.close()
  })

  it('a server that accepts a connection but never responds is given up', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const pool = openPool(urlOf(silent), { max: 1 })
    const asked = pool.query('select 1')
    const refused = expect(asked).rejects.toThrow('timeout')
    await once(silent, 'connection')
    vi.advanceTimersByTime(5_000)
    vi.useRealTimers()
    await refused
    await pool.end()
    silent.close()
  })

  it('a connection whose server stops responding is given up, and the pool opens another', async () => {
    const proxy = await pausingProxy(own.url)
    const pool = openPool(proxy.url, { max: 1, silentMsMax: 2_000 })
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    proxy.pause()
    await expect(pool.query('select 1')).rejects.toMatchObject({ code: 'ETIMEDOUT' })
    expect((await pool.query('select 2 as two')).rows).toEqual([{ two: 2 }])
    await pool.end()
    proxy.close()
  })

  it('every connection of the pool and the listener uses TCP keepalive', async () => {
    const keepAlive = vi.spyOn(Socket.prototype, 'setKeepAlive')
    const fresh = await openDatabase({ url: own.url, dataDir: '', poolMax: 1 })
    await fresh.executeSql('select 1')
    const stop = await fresh.hear(['due'], () => undefined)
    expect(keepAlive.mock.calls).toEqual([
      [true, 10_000],
      [true, 10_000],
    ])
    keepAlive.mockRestore()
    await stop()
    await fresh.close()
  })
})

it('replans a prepared statement after its table has grown', async () => {
  const pool = openPool(own.url, { max: 1, planMsMax: 0 })
  await pool.query('create table grown (id int primary key)')
  await pool.query('insert into grown values (-1)')
  await pool.query('analyze grown')
  const ask = () => pool.query({ name: 'of_grown', text: 'select id from grown where id = $1::int', values: [1] })
  // PostgreSQL keeps a generic plan after five runs.
  for (let asked = 0; asked < 6; asked += 1) await ask()
  const plan = async () => JSON.stringify((await pool.query('explain execute of_grown(1)')).rows)
  await pool.query('insert into grown select generate_series(1, 20000)')
  expect(await plan()).toContain('Index')
  await pool.end()
})

describe('a borrowed connection that is lost', () => {
  it('fails its transaction and nothing else', async () => {
    const transaction = single.db.transaction(async (db) => {
      await db.execute(sql`select 1`)
      await endOthers()
      await db.execute(sql`select 2`)
    })
    await expect(transaction).rejects.toThrow()
    expect((await single.executeSql('select 3 as three')).rows).toEqual([{ three: 3 }])
  })

  it('leaves the pool intact, even if the transaction could not begin', async () => {
    for (let round = 0; round < 20; round += 1) {
      await single.executeSql('select 1').catch(() => undefined)
      const ended = endOthers()
      await single.db.transaction((db) => db.execute(sql`select 1`)).catch(() => undefined)
      await ended
    }
    await single.executeSql('select 1').catch(() => undefined)
    expect((await single.executeSql('select 2 as two')).rows).toEqual([{ two: 2 }])
  })
})

function urlOf(server: Server) {
  const bound = server.address()
  return `postgres://postgres@127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}/any`
}

/** Forwards both directions until it is paused. */
async function pausingProxy(url: string) {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(Number(target.port || 5432), target.hostname)
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => undefined))
    client.pipe(upstream)
    upstream.pipe(client)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const through = new URL(urlOf(server))
  through.pathname = target.pathname
  through.username = target.username
  through.password = target.password
  return {
    url: through.href,
    pause() {
      for (const socket of sockets) socket.unpipe().pause()
    },
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
