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

/** A key cache that has read the key and then lost its database. */
async function cutOff(given: { expiresAt?: Date } = {}) {
  const { id: environmentId } = await makeEnvironment(own.database.db)
  const { key, id } = await makeApiKey(own.database.db, { environmentId, kind: 'publishable', ...given })
  const database: Database = await openDatabase({ url: own.url, dataDir: '', poolMax: 1 })
  const keys = new KeyCache(database.db)
  expect(await keys.find(key)).toMatchObject({ key: { id } })
  await database.close()
  return { keys, key, id, environmentId, at: Date.now() }
}

describe('cached keys during a database outage', () => {
  it.each([1, 15, 59])('still work after %i minutes, by key and by ID', async (after) => {
    const { keys, key, id, at } = await cutOff()
    const now = at + after * minutes
    expect(await keys.find(key, now)).toMatchObject({ key: { id } })
    expect(await keys.findById(id, now)).toMatchObject({ key: { id } })
    // From the second call on, there is no wait.
    expect(keys.find(key, now + 1)).not.toBeInstanceOf(Promise)
  })

  it('stop working after an hour', async () => {
    const { keys, key, at } = await cutOff()
    await expect(keys.find(key, at + 61 * minutes)).rejects.toSatisfy(isOutage)
  })

  it('stop working when they expire', async () => {
    const expiresAt = new Date(Date.now() + 10 * minutes)
    const { keys, key } = await cutOff({ expiresAt })
    expect(await keys.find(key, expiresAt.getTime() - 1)).toMatchObject({ key: { expiresAt } })
    expect(await keys.find(key, expiresAt.getTime())).toBeUndefined()
  })

  it('still work when a notification may have been missed', async () => {
    const { keys, key, id } = await cutOff()
    keys.doubt()
    expect(await keys.find(key)).toMatchObject({ key: { id } })
  })

  it('aren’t used after a notification that a key of the environment changed', async () => {
    const { keys, key, environmentId } = await cutOff()
    keys.forget(environmentId)
    await expect(keys.find(key)).rejects.toSatisfy(isOutage)
  })

  it('differ from unknown keys, whose lookup fails', async () => {
    const { keys } = await cutOff()
    await expect(keys.find(`pk_${'x'.repeat(32)}`)).rejects.toSatisfy(isOutage)
  })
})

describe('cached keys when a notification may have been missed', () => {
  it('are read again before they are used', async () => {
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
