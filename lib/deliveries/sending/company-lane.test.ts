import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '@/db/client'
import { attemptsOfDelivery } from '@/db/queries/deliveries/delivery-detail'
import { failuresBeforeOpen } from '@/db/queries/sending/circuit'
import { findEndpoint } from '@/db/queries/settings/endpoint-settings'
import { testDatabase } from '@/db/testing'
import type { CompanyRule } from '@/lib/company-api/testing/scripted-company'
import { type CompanyCustomer, companyCustomer } from '@/lib/deliveries/testing/company-customer'
import { until } from '@/lib/deliveries/testing/until'
import { CompanyLaneRules } from './company-lane'
import { SendingGate } from './sending-gate'
import { startWorker, type Worker } from './worker'

let database: Database
let worker: Worker
const made: CompanyCustomer[] = []

beforeAll(async () => {
  database = await testDatabase()
  worker = await startWorker({ database, connectApns: async () => ({ missing: 'no_credential' }) })
})
afterAll(async () => {
  for (const { company } of made) await company.close()
  await worker.stop()
})

async function someone(...acts: Parameters<typeof companyCustomer> extends [unknown, ...infer Acts] ? Acts : never) {
  const customer = await companyCustomer(database.db, ...acts)
  made.push(customer)
  const { environmentId, another, ended } = customer
  return {
    ...customer,
    async sendMany(count: number) {
      const ids: string[] = []
      for (let made = 0; made < count; made += 1) ids.push((await (await another()).send()).id)
      return ids
    },
    async allAccepted(ids: string[]) {
      for (const id of ids) expect(await ended(id)).toMatchObject({ state: 'accepted' })
    },
    circuit: async () => {
      const endpoint = await findEndpoint(database.db, { environmentId })
      return { failuresInRow: endpoint?.failuresInRow, openUntil: endpoint?.openUntil ?? null }
    },
    /** Sets the circuit as five failures leave it, with its pause over. */
    opened: () =>
      database.executeSql(
        `update company_endpoints set failures_in_row = $1, open_until = now() - interval '1 second' where environment_id = $2`,
        [failuresBeforeOpen, environmentId],
      ),
    attempts: (deliveryId: string) => attemptsOfDelivery(database.db, { environmentId, deliveryId }),
  }
}

const closed = { failuresInRow: 0, openUntil: null }
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString()

describe('a company that responds with Retry-After', () => {
  it.each([
    [503, () => '3'],
    [429, () => '3'],
    // A date has whole seconds, so it can be up to a second early.
    [503, () => inSeconds(4)],
    [429, () => inSeconds(4)],
  ])('gets no earlier retry after a %i, even while it accepts other deliveries', async (status, retryAfter) => {
    const refused = new Map<string, number>()
    // Too few to open the circuit. Each is rejected once, while all others are accepted.
    const rule: CompanyRule = ({ id, at }) => {
      if (refused.size === 4 || refused.has(id)) return { status: 200 }
      refused.set(id, at)
      return { status, headers: { 'retry-after': retryAfter() } }
    }
    const { company, sendMany, allAccepted, ended } = await someone(rule)
    const first = await sendMany(4)
    await until(
      async () => refused.size,
      (count) => count === 4,
    )
    const others = await sendMany(8)
    for (const id of others) expect(await ended(id)).toMatchObject({ state: 'accepted', attemptCount: 1 })
    await allAccepted(first)
    for (const [id, refusedAt] of refused) {
      const [, again] = company.seen.filter((one) => one.id === id)
      expect((again?.at ?? 0) - refusedAt).toBeGreaterThanOrEqual(2_990)
    }
  })
})

describe('the limits in the settings of a company’s API', () => {
  const limit = (environmentId: string, columns: string) =>
    database.executeSql(`update company_endpoints set ${columns} where environment_id = $1`, [environmentId])

  it('cap the number of requests at once', async () => {
    let most = 0
    const { company, environmentId, sendMany, allAccepted } = await someone(() => {
      most = Math.max(most, company.heldCount() + 1)
      return 'held'
    })
    await limit(environmentId, 'concurrency_max = 3')
    const ids = await sendMany(9)
    for (let seen = 0; seen < 9; ) {
      await until(
        async () => company.seen.length,
        (length) => length > seen,
      )
      seen = company.seen.length
      company.release()
    }
    await allAccepted(ids)
    expect(most).toBeLessThanOrEqual(3)
  })

  it('cap the number of requests a second', async () => {
    const { environmentId } = await someone({ status: 200 })
    await limit(environmentId, 'rate_per_second_max = 1')
    const rules = new CompanyLaneRules({ database, environmentId, gate: new SendingGate(database) })
    await rules.ready()
    const now = Date.now()
    expect(rules.waitMs(now)).toBe(0)
    // Other workers on the same database have their share of the limit.
    expect(rules.waitMs(now)).toBeGreaterThan(900)
    expect(rules.waitMs(now + 500)).toBeGreaterThan(400)
  })
})

describe('a company with a rate limit', () => {
  it('is never treated as down, and gets every message', async () => {
    let refused = 0
    const { sendMany, allAccepted, circuit, attempts } = await someone(() => {
      if (refused === 14) return { status: 200 }
      refused += 1
      return { status: 429 }
    })
    const ids = await sendMany(20)
    await until(
      async () => refused,
      (count) => count === 14,
    )
    expect(await circuit()).toEqual(closed)
    await allAccepted(ids)
    expect(await circuit()).toEqual(closed)
    const all = (await Promise.all(ids.map(attempts))).flat()
    expect(all.filter(({ status }) => status === 429)).toHaveLength(14)
    expect(all.filter(({ status }) => status === 200)).toHaveLength(20)
  })

  it('of five a second gets messages at that pace, with few rejected requests', async () => {
    let taken: number[] = []
    const { company, sendMany, allAccepted, circuit } = await someone(({ at }) => {
      taken = taken.filter((one) => one > at - 1_000)
      if (taken.length >= 5) return { status: 429 }
      taken.push(at)
      return { status: 200 }
    })
    const ids = await sendMany(40)
    await allAccepted(ids)
    // Allows for requests in flight at the first 429, and for an occasional one that tests a faster pace.
    // Without a pace, each of the forty would be retried about once a second, some 180 times in all.
    expect(company.seen.length).toBeLessThan(40 + 16 + 60)
    expect(await circuit()).toEqual(closed)
  })

  it('is back when it responds to a probe with 429', async () => {
    const { opened, sendMany, allAccepted, circuit } = await someone({ status: 429 }, { status: 200 })
    await opened()
    await allAccepted(await sendMany(2))
    expect(await circuit()).toEqual(closed)
  })
})

describe('a company that was down', () => {
  it('gets a single request until it responds, and then all the others', async () => {
    const { company, opened, sendMany, allAccepted, circuit, find } = await someone('held', { status: 200 })
    await opened()
    const ids = await sendMany(12)
    await until(
      async () => company.seen.length,
      (count) => count > 0,
    )
    const held = async () => (await Promise.all(ids.map(find))).filter((one) => one?.reason === 'circuit_open').length
    await until(held, (count) => count === 11)
    expect(company.seen).toHaveLength(1)
    company.release()
    await allAccepted(ids)
    expect(company.seen).toHaveLength(12)
    expect(await circuit()).toEqual(closed)
  })
})
