import { readdirSync, readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { makeEnvironment } from '@/db/factories'
import { testDatabase } from '@/db/testing'
import { reported } from './reported'

it('Next.js gets no values of a failed statement, only the request ID to find it by', async () => {
  const { db } = await testDatabase()
  const email = 'anna.schmidt@bank.example.com'
  const failed = await makeEnvironment(db, { id: email }).catch((error: unknown) => error)
  expect(inspect(failed)).toContain(email)
  const told = reported(failed, { requestId: 'request-1' })
  expect(told).toMatchObject({ digest: 'request-1' })
  expect(inspect(told, { depth: 9 })).not.toContain('anna.schmidt')
})

it('reports each error only once', () => {
  const told = reported(new Error('a bug'), { requestId: 'request-2' })
  expect(reported(told, { requestId: 'request-3' })).toBe(told)
})

it('only modules that report errors use the database directly', () => {
  const folder = new URL('.', import.meta.url)
  const asking = readdirSync(folder).filter(
    (name) => !name.includes('.test.') && readFileSync(new URL(name, folder), 'utf8').includes("'./with-database'"),
  )
  // The first two handle errors themselves: one with its own messages, the other with a problem.
  expect(asking.sort()).toEqual(['auth.ts', 'backchannel-logout.ts', 'doors.ts', 'for-anyone.ts'])
})
