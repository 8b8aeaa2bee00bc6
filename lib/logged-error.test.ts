import { describe, expect, it } from 'vitest'
import { makeEnvironment } from '@/db/factories'
import { findLiveSession } from '@/db/queries/staff/sessions'
import { testDatabase } from '@/db/testing'
import { loggedError } from './logged-error'
import { awayDatabase } from './testing/away-database'

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('loggedError', () => {
  it('names a failed statement without its parameter values', async () => {
    const { database, close } = await awayDatabase('stopped')
    const failure = await failureOf(findLiveSession(database.db, { tokenHash: 'secret-value', now: new Date() }))
    const logged = JSON.stringify(loggedError(failure))
    expect(String(failure)).toContain('secret-value')
    expect(logged).not.toContain('secret-value')
    expect(loggedError(failure)).toMatchObject({
      code: 'ECONNREFUSED',
      statement: expect.stringContaining('"sessions"'),
    })
    await close()
  })

  it('names the violated constraint but not the row, even when the database error is only the cause', async () => {
    const { db } = await testDatabase()
    const { id } = await makeEnvironment(db)
    const failure = await failureOf(makeEnvironment(db, { id }))
    for (const error of [failure, new Error('could not be saved', { cause: failure })]) {
      expect(loggedError(error)).toMatchObject({
        code: '23505',
        table: 'environments',
        constraint: 'environments_pkey',
      })
      expect(JSON.stringify(loggedError(error))).not.toContain(id)
    }
  })

  it('keeps any other error whole', () => {
    const error = Object.assign(new TypeError('x is undefined'), { digest: 'd' })
    expect(loggedError(error)).toMatchObject({ type: 'TypeError', message: 'x is undefined', digest: 'd' })
    expect(loggedError('a word')).toBe('a word')
  })
})
