import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeChannel } from '@/db/incident-factories'
import { newId } from '@/db/new-id'
import { runSql } from '@/db/raw'
import { ownPostgres } from '@/db/testing'
import { decrypt, encrypt, setEncryptionKey } from '@/lib/secrets'

const old = '1'.repeat(64)
const both = `k2:${'2'.repeat(64)},k1:${old}`

let own: Awaited<ReturnType<typeof ownPostgres>>
beforeAll(async () => {
  own = await ownPostgres()
})
afterAll(async () => {
  setEncryptionKey(randomBytes(32).toString('hex'))
  await own.drop()
})

/** Runs the command in its own process, as an operator would. */
function rotation() {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/pushdesk.ts', 'secrets', 'rotate'], {
    env: { NODE_ENV: 'production', PATH, HOME, DATABASE_URL: own.url, ENCRYPTION_KEY: both },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return { child, gone: once(child, 'exit'), lines: createInterface({ input: child.stdout }) }
}

async function makeChannels(db: Db, count: number) {
  setEncryptionKey(`k1:${old}`)
  const ids: string[] = []
  for (let made = 0; made < count; made += 1) {
    const id = newId()
    await makeChannel(db, { id, address: encrypt(id, `channels:${id}`) })
    ids.push(id)
  }
  return ids
}

async function addressesOf(db: Db) {
  const { rows } = await runSql<{ id: string; address: string }>(db, sql`select id, address from channels order by id`)
  return rows
}

it('leaves every value readable when killed midway, finishes on the next run, and keeps concurrent writes', async () => {
  const { db } = own.database
  const ids = await makeChannels(db, 250)
  const [written = '', held = ''] = [ids[5], ids[220]]
  let lines: string[] = []
  await db.transaction(async (tx) => {
    await runSql(tx, sql`select 1 from channels where id = ${held} for update`)
    const { child, gone, lines: said } = rotation()
    for await (const line of said) {
      lines = [...lines, line]
      if (lines.length === 2) break
    }
    child.kill('SIGKILL')
    await gone
  })
  expect(lines).toEqual(['channels: 100 values of 250', 'channels: 200 values of 250'])
  setEncryptionKey(both)
  const between = await addressesOf(db)
  expect(between.filter(({ address }) => address.startsWith('v2.k2.'))).toHaveLength(200)
  for (const { id, address } of between) expect(decrypt(address, `channels:${id}`)).toBe(id)

  // Another process writes to a row during its rotation, still encrypting with the old key.
  const other = rotation()
  let said = ''
  await db.transaction(async (tx) => {
    setEncryptionKey(`k1:${old}`)
    await runSql(
      tx,
      sql`update channels set address = ${encrypt('new', `channels:${held}`)} where id in (${held}, ${written})`,
    )
    await expect
      .poll(async () => {
        const { rows } = await own.database.executeSql(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        )
        return rows.length
      })
      .toBe(1)
  })
  for await (const line of other.lines) said += `${line}\n`
  expect((await other.gone)[0]).toBe(0)
  expect(said).toContain('channels: 49 values of 50')
  expect(said).toContain('Key k1 is still needed: 2 values are encrypted with it.')
  setEncryptionKey(both)
  const address = (await addressesOf(db)).find(({ id }) => id === held)?.address ?? ''
  expect(decrypt(address, `channels:${held}`)).toBe('new')
})
