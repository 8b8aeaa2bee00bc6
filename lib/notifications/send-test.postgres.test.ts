import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeApp, makeCompany, makeDevice, makeEnvironment } from '@/db/factories'
import { ownPostgres } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { countTestsLeft, sendTest, testsPerMinuteMax } from './send-test'

let own: Awaited<ReturnType<typeof ownPostgres>>

beforeAll(async () => {
  own = await ownPostgres()
})

afterAll(() => own.drop())

it('sends no more tests than the limit when they are requested at once', async () => {
  const { db } = own.database
  const company = await makeCompany(db)
  const { id: environmentId } = await makeEnvironment(db, { appId: (await makeApp(db, { companyId: company.id })).id })
  const { id: deviceId } = await makeDevice(db, { environmentId })
  const ctx = await signedIn(db, { role: 'support', companyIds: [company.id] })
  const asked = Array.from({ length: testsPerMinuteMax + 5 }, () =>
    sendTest(ctx, { environmentId, deviceId, body: 'x' }),
  )
  const told = await Promise.allSettled(asked)
  const refused = told.flatMap((one) => (one.status === 'rejected' ? [one.reason.reason] : []))
  expect(refused).toEqual(Array.from({ length: 5 }, () => 'too-many'))
  expect(await countTestsLeft(ctx, { environmentId })).toBe(0)
})
