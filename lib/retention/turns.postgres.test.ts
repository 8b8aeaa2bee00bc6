import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeEnvironment, makeNotification } from '@/db/factories'
import { takeTurn } from '@/db/locks'
import { notifications } from '@/db/schema/notifications'
import { ownPostgres } from '@/db/testing'
import { OldRows } from './old-rows'

let own: Awaited<ReturnType<typeof ownPostgres>>

beforeAll(async () => {
  own = await ownPostgres()
})
afterAll(() => own.drop())

it('only the process with the lock deletes old rows', async () => {
  const { database } = own
  const { db } = database
  const { id: environmentId } = await makeEnvironment(db)
  const old = { environmentId, createdAt: new Date('2001-01-01') }
  for (let count = 0; count < 5; count += 1) await makeNotification(db, old)
  const oldRows = new OldRows(database, { logDays: 90 })
  await db.transaction(async (other: Db) => {
    expect(await takeTurn(other, 'retention')).toBe(true)
    await oldRows.drop()
    expect(await db.$count(notifications)).toBe(5)
  })
  await oldRows.drop()
  expect(await db.$count(notifications)).toBe(0)
})

it('concurrent processes delete each old row once, and none fails', async () => {
  const { database } = own
  const { id: environmentId } = await makeEnvironment(database.db)
  const rows = Array.from({ length: 3_000 }, () => ({
    environmentId,
    type: 'live' as const,
    payload: {},
    actorKind: 'system' as const,
    actorName: 'test',
    createdAt: new Date('2001-01-01'),
    expiresAt: new Date('2001-01-02'),
  }))
  await database.db.insert(notifications).values(rows)
  await Promise.all([1, 2, 3].map(() => new OldRows(database, { logDays: 90 }).drop()))
  await new OldRows(database, { logDays: 90 }).drop()
  expect(await database.db.$count(notifications)).toBe(0)
})
