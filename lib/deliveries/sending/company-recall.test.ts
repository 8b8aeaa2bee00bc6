import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/db/testing'
import { type CompanyCustomer, companyCustomer } from '@/lib/deliveries/testing/company-customer'
import { recalls } from '@/lib/deliveries/testing/recalls'
import { until } from '@/lib/deliveries/testing/until'
import { startWorker, type Worker } from './worker'

/** How many requests the company's API gets at once. */
const atOnce = 16
const made: CompanyCustomer[] = []
let worker: Worker

beforeAll(async () => {
  worker = await startWorker({
    database: await testDatabase(),
    connectApns: async () => ({ missing: 'no_credential' }),
  })
})
afterAll(async () => {
  for (const { company } of made) await company.close()
  await worker.stop()
})

it.each(Object.entries(recalls))(
  'never sends a delivery that was waiting for the company’s API when %s',
  async (_, { by, end }) => {
    const { db } = await testDatabase()
    const first = await companyCustomer(db, 'held')
    made.push(first)
    const { company, another, ended } = first
    for (let count = 0; count < atOnce; count += 1) await (await another()).send()
    await until(
      async () => company.seen.length,
      (count) => count === atOnce,
    )
    const delivery = await first.send()
    const behind = await (await another()).send()
    await by(first)
    company.answer({ status: 200 })
    company.release()
    expect(await ended(behind.id)).toMatchObject({ state: 'accepted' })
    expect(await ended(delivery.id)).toMatchObject({ state: 'suppressed', reason: end, attemptCount: 0 })
    expect(company.seen.filter(({ text }) => text.includes(first.device.address))).toEqual([])
  },
)
