import { PGlite } from '@electric-sql/pglite'
import { Client } from 'pg'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { makeApiKey } from '@/db/factories'
import { endKey } from '@/db/queries/settings/key-settings'
import { promptSetting } from '@/lib/testing/prompt-setting'
import { knownKeys } from './context-for-key'

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** Counts the key lookups that reach the database, either PGlite or PostgreSQL. */
function watchLookUps() {
  const seen = [vi.spyOn(PGlite.prototype, 'query'), vi.spyOn(Client.prototype, 'query')]
  const textOf = (statement: unknown) =>
    typeof statement === 'object' && statement !== null && 'text' in statement ? String(statement.text) : `${statement}`
  return () =>
    seen
      .flatMap(({ mock }) => mock.calls.map(([statement]) => textOf(statement)))
      .filter((text) => /select .* from "api_keys"/.test(text)).length
}

async function aKey(given: { expiresAt?: Date; ratePerSecondMax?: number } = {}) {
  const { database, environment } = await promptSetting()
  const { db } = database
  const { id, key } = await makeApiKey(db, { environmentId: environment.id, kind: 'secret', ...given })
  return { db, id, key, environmentId: environment.id, keys: knownKeys(db) }
}

describe('cached keys', () => {
  it('share one lookup among concurrent calls with a new key', async () => {
    const { key, id, keys } = await aKey()
    const lookUps = watchLookUps()
    const found = await Promise.all(Array.from({ length: 200 }, () => keys.find(key)))
    expect(new Set(found.map((one) => one?.key.id))).toEqual(new Set([id]))
    expect(lookUps()).toBe(1)
  })

  it('share one lookup after a possible change, and need none after that', async () => {
    const { key, keys, environmentId } = await aKey()
    await keys.find(key)
    keys.forget(environmentId)
    const lookUps = watchLookUps()
    await Promise.all(Array.from({ length: 200 }, () => keys.find(key)))
    expect(lookUps()).toBe(1)
    expect(keys.find(key)).not.toBeInstanceOf(Promise)
  })

  it('don’t come from a lookup that began before a change was announced', async () => {
    const { db, key, id, keys, environmentId } = await aKey()
    const before = keys.find(key)
    await endKey(db, { environmentId, keyId: id, revokedAt: new Date() })
    keys.forget(environmentId)
    expect(await keys.find(key)).toBeUndefined()
    await before
    expect(await keys.find(key)).toBeUndefined()
  })

  it('expire to the millisecond, even without a lookup', async () => {
    const expiresAt = new Date(Date.now() + 3_600_000)
    const { key, keys } = await aKey({ expiresAt })
    const known = await keys.find(key)
    expect(known?.key.expiresAt).toEqual(expiresAt)
    // Read just before expiry, so that only the cache decides.
    if (known) vi.setSystemTime(expiresAt.getTime() - 1_000)
    keys.forget()
    expect(await keys.find(key)).toMatchObject({ key: { name: known?.key.name } })
    expect(keys.find(key, expiresAt.getTime() - 1)).toMatchObject({ key: { expiresAt } })
    expect(keys.find(key, expiresAt.getTime())).toBeUndefined()
    expect(keys.find(key, expiresAt.getTime() + 1)).toBeUndefined()
  })

  it('keep the used part of their rate limit when they change', async () => {
    const { key, keys, environmentId } = await aKey({ ratePerSecondMax: 5 })
    // Tokens refill with time: without this, a slow machine would never use them up.
    vi.useFakeTimers({ toFake: ['performance'] })
    const take = async () => (await keys.find(key))?.bucket.take()
    for (let call = 0; call < 5; call += 1) expect(await take()).toBe(0)
    keys.forget(environmentId)
    expect(await take()).toBe(1)
    keys.doubt()
    expect(await take()).toBe(1)
    vi.advanceTimersByTime(200)
    expect(await take()).toBe(0)
  })
})
