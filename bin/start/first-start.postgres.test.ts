import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Database } from '@/db/client'
import { openDatabase } from '@/db/open-database'
import { ownPostgres } from '@/db/testing'
import { readEnv } from '@/lib/env'
import { log } from '@/lib/log'
import { contextForToken } from '@/lib/service-tokens/context-for-token'
import { prepareDemo } from './demo'
import { readDemoFile } from './demo-file'
import { prepareFirstAdmin } from './first-admin'
import { prepareFirstToken } from './first-token'

const token = `st_${'a'.repeat(32)}`

let own: Awaited<ReturnType<typeof ownPostgres>>
let work: string
let servers: { database: Database; dataDir: string; url: string }[]

/** Starts three servers on one database without any tables. */
beforeAll(async () => {
  own = await ownPostgres()
  work = await mkdtemp(join(tmpdir(), 'pushdesk-first-'))
  await own.database.executeSql('drop schema public cascade')
  await own.database.executeSql('drop schema drizzle cascade')
  await own.database.executeSql('create schema public')
  servers = await Promise.all(
    [1, 2, 3].map(async (number) => ({
      database: await openDatabase({ url: own.url, dataDir: '' }),
      dataDir: join(work, String(number)),
      url: `http://127.0.0.1:300${number}`,
    })),
  )
})
afterAll(async () => {
  for (const { database } of servers) await database.close()
  await own.drop()
  await rm(work, { recursive: true })
})

const countOf = async (table: string) => {
  const { rows } = await own.database.executeSql(`select count(*)::int as count from ${table}`)
  return (rows as { count: number }[])[0]?.count
}

describe('servers that start at the same moment on one empty database', () => {
  it('migrate it exactly once', async () => {
    await Promise.all(servers.map(({ database }) => database.migrate()))
    expect(await countOf('drizzle.__drizzle_migrations')).toBe(
      (await readdir('db/migrations')).filter((name) => name.endsWith('.sql')).length,
    )
  })

  it('reject a common password for the first admin', async () => {
    const [first] = servers
    if (!first) throw new Error('no server')
    const env = readEnv({ ADMIN_EMAIL: 'first@example.com', ADMIN_PASSWORD: 'Password123' })
    await expect(prepareFirstAdmin({ env, database: first.database })).rejects.toThrow('is a common password')
    expect(await countOf(`staff where email = 'first@example.com'`)).toBe(0)
  })

  it('share one service token, one first admin, and one demo workspace, and only one prints its passwords', async () => {
    await Promise.all(
      servers.map(async ({ database, dataDir, url }) => {
        const env = readEnv({
          DATA_DIR: dataDir,
          ADMIN_EMAIL: 'first@example.com',
          ADMIN_PASSWORD: 'a long password',
          INIT_SERVICE_TOKEN: token,
        })
        await prepareFirstToken({ env, database })
        await prepareFirstAdmin({ env, database })
        await prepareDemo({ env, database, url })
      }),
    )
    const files = await Promise.all(servers.map(({ dataDir }) => readDemoFile(dataDir)))
    expect(files.filter(Boolean)).toHaveLength(1)
    expect(await countOf(`staff where email = 'first@example.com'`)).toBe(1)
    expect(await countOf('companies')).toBe(2)
    expect(await countOf('service_tokens')).toBe(1)
    const ctx = await contextForToken(own.database.db, { token, requestId: 'test' })
    expect(ctx?.staff).toMatchObject({ role: 'admin', companyIds: 'all', token: { ownerId: null } })
  })

  it('warn about an ADMIN_EMAIL that no one has, and not about that of the first admin', async () => {
    const [first] = servers
    if (!first) throw new Error('no server')
    const warn = vi.spyOn(log, 'warn')
    const startedWith = (email: string) =>
      prepareFirstAdmin({
        env: readEnv({ ADMIN_EMAIL: email, ADMIN_PASSWORD: 'a long password' }),
        database: first.database,
      })
    for (const email of ['first@example.com', 'First@Example.com']) await startedWith(email)
    expect(warn).not.toHaveBeenCalled()
    await startedWith('second@example.com')
    expect(warn).toHaveBeenCalledExactlyOnceWith('ADMIN_EMAIL created no one, because the database already has staff')
    expect(await countOf(`staff where email = 'second@example.com'`)).toBe(0)
    warn.mockRestore()
  })

  it('create no other token later, whatever the variable says', async () => {
    const other = `st_${'b'.repeat(32)}`
    await prepareFirstToken({ env: readEnv({ INIT_SERVICE_TOKEN: other }), database: own.database })
    expect(await countOf('service_tokens')).toBe(1)
    expect(await contextForToken(own.database.db, { token: other, requestId: 'test' })).toBeUndefined()
  })

  it.each(['st_short', 'sk_'.padEnd(40, 'a'), `st_${' '.repeat(40)}`])('don’t accept %s as a service token', (text) => {
    expect(() => readEnv({ INIT_SERVICE_TOKEN: text })).toThrow(/INIT_SERVICE_TOKEN must be st_/)
  })
})
