import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ownPostgres } from '@/db/testing'
import { spawnGateway } from '@/lib/testing/gateway-process'
import { spawnWorker } from '@/lib/testing/worker-process'

let own: Awaited<ReturnType<typeof ownPostgres>>
let dataDir: string

beforeAll(async () => {
  own = await ownPostgres()
  dataDir = await mkdtemp(join(tmpdir(), 'pushdesk-idle-'))
})
afterAll(async () => {
  await own.drop()
  await rm(dataDir, { recursive: true })
})

/** Counts connections by name and state, excluding the caller's own. */
async function connections() {
  const { rows } = await own.database.executeSql(
    `select application_name as name, state, count(*)::int as count from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() group by 1, 2`,
  )
  return rows as { name: string; state: string; count: number }[]
}

it.each([
  ['gateway', () => spawnGateway(own.url)],
  ['worker', () => spawnWorker(own.url, dataDir)],
])('an idle %s holds one listening connection, plus the idle connections of its pool', async (_name, start) => {
  const { end } = await start()
  const others = async () => (await connections()).filter(({ name, state }) => name !== 'pushdesk' || state !== 'idle')
  await expect.poll(others).toEqual([{ name: 'pushdesk-listen', state: 'idle', count: 1 }])
  await end('SIGKILL')
  await expect.poll(async () => (await connections()).filter(({ name }) => name === 'pushdesk-listen')).toEqual([])
})
