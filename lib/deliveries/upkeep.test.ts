import { afterEach, expect, it, vi } from 'vitest'
import { makeEnvironment, makeNotification } from '@/db/factories'
import { findNotification } from '@/db/queries/notifications'
import { testDatabase } from '@/db/testing'
import { until } from './testing/until'
import { startUpkeep } from './upkeep'

afterEach(() => {
  vi.useRealTimers()
})

it('a worker deletes what the log no longer keeps, every ten minutes', async () => {
  const database = await testDatabase()
  const { id: environmentId } = await makeEnvironment(database.db)
  const { id } = await makeNotification(database.db, { environmentId, createdAt: new Date('2001-01-01') })
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const upkeep = startUpkeep(database, { held: () => [], out: () => [], lookBack: async () => undefined })
  vi.advanceTimersByTime(600_000)
  const found = () => findNotification(database.db, { environmentId, id })
  expect(await until(found, (row) => row === undefined)).toBeUndefined()
  upkeep.stop()
})
