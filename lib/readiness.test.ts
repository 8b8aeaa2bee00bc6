import { describe, expect, it } from 'vitest'
import { testDatabase } from '@/db/testing'
import { answering } from './answering'
import { missingPart } from './readiness'
import { awayDatabase } from './testing/away-database'

const never = new Promise<never>(() => undefined)

describe('missingPart', () => {
  it('returns undefined when the database has everything it needs', async () => {
    // Another test may just have been refused a row, and the refusal is remembered for a few seconds.
    await expect.poll(async () => missingPart(await testDatabase())).toBeUndefined()
  })

  it.each(['stopped', 'frozen'] as const)(
    'reports a database that is %s, even to many callers at once',
    async (how) => {
      const { database, close } = await awayDatabase(how)
      const told = await Promise.all(Array.from({ length: 20 }, () => missingPart(database)))
      expect(new Set(told)).toEqual(new Set(['database']))
      await close()
    },
  )
})

describe('slow database work', () => {
  it.each(['stopped', 'frozen'] as const)('is abandoned while the database is %s', async (how) => {
    const { database, close } = await awayDatabase(how)
    const work = Array.from({ length: 20 }, () => answering(database, never))
    for (const one of work)
      await expect(one).rejects.toMatchObject({ reason: 'unavailable', details: { retryAfterSeconds: 5 } })
    await close()
  })

  it('keeps its result and its own errors', async () => {
    const database = await testDatabase()
    expect(await answering(database, Promise.resolve('done'))).toBe('done')
    await expect(answering(database, Promise.reject(new Error('a bug')))).rejects.toThrow('a bug')
  })
})
