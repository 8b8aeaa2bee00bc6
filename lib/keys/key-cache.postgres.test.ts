import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '@/db/client'
import { isOutage } from '@/db/connection/outage'
import { makeApiKey, makeEnvironment } from '@/db/factories'
import { openDatabase } from '@/db/open-database'
import { ownPostgres } from '@/db/testing'
import { KeyCache } from './key-cache'

let own: Awaited<ReturnType<typeof ownPostgres>>
beforeAll(async () => {
  own = await ownPostgres()
})
afterAll(() => own.drop())

const minutes = 60_000

/** A process that has seen the key, and whose database is then away. */
async function cutOff(given: { expiresAt?: Date } = {}) {
  const { id: environmentId } = await makeEnvironment(own.database.db)
  const { key, id } = await makeApiKey(own.database.db, { environmentId, kind: 'publishable', ...given })
  const database: Database = await openDatabase({ url: own.url, dataDir: '', poolMax: 1 })
  const keys = new KeyCache(database.db)
  expect(await keys.find(key)).toMatchObject({ key: { id } })
  await database.close()
  return { keys, key, id, environmentId, at: Date.now() }
}

describe('the keys that a process knows, while the database is away', () => {
  it.each([1, 15, 59])('are still good after %i minutes, by the key and by its id', async (after) => {
    const { keys, key, id, at } = await cutOff()
    const now = at + after * minutes
    expect(await keys.find(key, now)).toMatchObject({ key: { id } })
    expect(await keys.findById(id, now)).toMatchObject({ key: { id } })
    // And without any wait from the second call on.
    expect(keys.find(key, now + 1)).not.toBeInstanceOf(Promise)
  })

  it('are good for no longer than an hour', async () => {
    const { keys, key, at } = await cutOff()
    await expect(keys.find(key, at + 61 * minutes)).rejects.toSatisfy(isOutage)
  })

  it('end when they expire', async () => {
    const expiresAt = new Date(Date.now() + 10 * minutes)
    const { keys, key } = await cutOff({ expiresAt })
    expect(await keys.find(key, expiresAt.getTime() - 1)).toMatchObject({ key: { expiresAt } })
    expect(await keys.find(key, expiresAt.getTime())).toBeUndefined()
  })

  it('are still good when a word of a change may have been missed', async () => {
    const { keys, key, id } = await cutOff()
    keys.doubt()
    expect(await keys.find(key)).toMatchObject({ key: { id } })
  })

  it('are not believed when word came that one of the environment has changed', async () => {
    const { keys, key, environmentId } = await cutOff()
    keys.forget(environmentId)
    await expect(keys.find(key)).rejects.toSatisfy(isOutage)
  })

  it('are told from those never heard of, of which nothing can be said', async () => {
    const { keys } = await cutOff()
    await expect(keys.find(`pk_${'x'.repeat(32)}`)).rejects.toSatisfy(isOutage)
  })
})

describe('the keys that a process knows, when something may have been missed', () => {
  it('are read again before they are believed', async () => {
    const { id: environmentId } = await makeEnvironment(own.database.db)
    const { key, id } = await makeApiKey(own.database.db, { environmentId, kind: 'publishable' })
    const keys = new KeyCache(own.database.db)
    await keys.find(key)
    await own.database.executeSql('update api_keys set revoked_at = now() where id = $1', [id])
    expect(await keys.find(key)).toBeDefined()
    keys.doubt()
    expect(await keys.find(key)).toBeUndefined()
  })
})
