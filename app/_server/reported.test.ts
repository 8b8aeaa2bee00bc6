import { readdirSync, readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { makeEnvironment } from '@/db/factories'
import { testDatabase } from '@/db/testing'
import { reported } from './reported'

it('of a failed statement, Next.js gets no value, only the request ID to find it by', async () => {
  const { db } = await testDatabase()
  const email = 'anna.schmidt@bank.example.com'
  const failed = await makeEnvironment(db, { id: email }).catch((error: unknown) => error)
  expect(inspect(failed)).toContain(email)
  const told = reported(failed, { requestId: 'request-1' })
  expect(told).toMatchObject({ digest: 'request-1' })
  expect(inspect(told, { depth: 9 })).not.toContain('anna.schmidt')
})

it('what is reported once is reported no second time', () => {
  const told = reported(new Error('a bug'), { requestId: 'request-2' })
  expect(reported(told, { requestId: 'request-3' })).toBe(told)
})

it('whatever asks the database goes through what reports for it', () => {
  const folder = new URL('.', import.meta.url)
  const asking = readdirSync(folder).filter(
    (name) => !name.includes('.test.') && readFileSync(new URL(name, folder), 'utf8').includes("'./with-database'"),
  )
  // The last two answer by themselves, with a problem and with words of their own.
  expect(asking.sort()).toEqual(['auth.ts', 'backchannel-logout.ts', 'doors.ts', 'for-anyone.ts'])
})
