import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import type { Database } from '@/db/client'
import { makeEnvironment, makeNotification } from '@/db/factories'
import { findNotificationRow } from '@/db/queries/deliveries/notifications'
import { emptyDatabase } from '@/db/testing'
import { until } from '@/lib/deliveries/testing/until'
import { startMaintenance } from './maintenance'

let database: Database
beforeAll(async () => {
  database = await emptyDatabase()
})
afterAll(() => database.close())
afterEach(() => {
  vi.useRealTimers()
})

const nothing = { held: () => [], out: () => [], lookBack: async () => undefined }

it('a worker deletes notifications past their retention every ten minutes', async () => {
  const { id: environmentId } = await makeEnvironment(database.db)
  const { id } = await makeNotification(database.db, { environmentId, createdAt: new Date('2001-01-01') })
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const upkeep = startMaintenance(database, { ...nothing, writtenCount: () => 0 })
  vi.advanceTimersByTime(600_000)
  const found = () => findNotificationRow(database.db, { environmentId, id })
  expect(await until(found, (row) => row === undefined)).toBeUndefined()
  upkeep.stop()
})

it('a worker vacuums the queue once a thousand deliveries have left it', async () => {
  const vacuumed: string[] = []
  const executeSql: typeof database.executeSql = (text, values) => {
    vacuumed.push(text)
    return database.executeSql(text, values)
  }
  let writtenCount = 999
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const upkeep = startMaintenance({ ...database, executeSql }, { ...nothing, writtenCount: () => writtenCount })
  await vi.advanceTimersByTimeAsync(5_000)
  expect(vacuumed).toEqual([])
  writtenCount = 1_000
  await vi.advanceTimersByTimeAsync(5_000)
  expect(vacuumed).toEqual([expect.stringContaining('due_deliveries')])
  upkeep.stop()
})
