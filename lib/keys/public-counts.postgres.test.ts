import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { unique } from '@/db/factories'
import { ownPostgres } from '@/db/testing'
import { log } from '@/lib/log'
import { PublicCounts, untold } from './public-counts'
import { publicLimits } from './public-limit-table'

let own: Awaited<ReturnType<typeof ownPostgres>>
beforeAll(async () => {
  own = await ownPostgres()
})
afterAll(() => own.drop())

// The clock stands still, because a window that ends during a test would let more calls through.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

const { customer: max, seconds } = publicLimits.registration

/** Simulates processes on one database. Each function in `takes` says whether its process accepts a registration. */
async function processes(count: number) {
  const all = Array.from({ length: count }, () => new PublicCounts())
  const stops = await Promise.all(all.map((counts) => counts.share(own.database)))
  const isTaken = (counts: PublicCounts, name: string) =>
    counts.registration.customer.count(name, max, Date.now(), 'environment') === 0
  return {
    takes: all.map((counts) => (name: string) => isTaken(counts, name)),
    async stop() {
      for (const stop of stops) await stop()
    },
  }
}

it('a limit used up in one process applies in the others until the next window', async () => {
  const { takes, stop } = await processes(3)
  const [here, there, elsewhere] = takes as [(typeof takes)[0], (typeof takes)[0], (typeof takes)[0]]
  const name = unique('customer')
  for (let n = 0; n < max; n++) expect(here(name)).toBe(true)
  expect(here(name)).toBe(false)
  // Each poll is itself a call that counts, and there are fewer polls than the limit.
  for (const other of [there, elsewhere])
    await expect.poll(() => other(name), { interval: 500, timeout: 500 * (max - 1) }).toBe(false)
  expect(there(unique('customer'))).toBe(true)
  vi.setSystemTime(Date.now() + seconds * 1_000)
  expect(there(name)).toBe(true)
  await stop()
})

it('calls spread over processes are rejected at the limit, give or take a tenth of it in each', async () => {
  const { takes, stop } = await processes(2)
  const [here, there] = takes as [(typeof takes)[0], (typeof takes)[0]]
  const name = unique('customer')
  for (let n = 0; n < max / 2; n++) expect([here(name), there(name)]).toEqual([true, true])
  let more = 0
  const isOver = () => {
    const taken = [here(name), there(name)].filter(Boolean).length
    more += taken
    return taken === 0
  }
  await expect.poll(isOver, { interval: 500, timeout: 60_000 }).toBe(true)
  expect(more).toBeLessThanOrEqual(2 * 2)
  await stop()
})

it('a customer who rarely calls isn’t announced to other processes', async () => {
  const { takes, stop } = await processes(1)
  const heard: unknown[] = []
  const stopHearing = await own.database.hear(['limits_used', 'faults'], (change) => void heard.push(change.kind))
  const [often, seldom] = [unique('often'), unique('seldom')]
  for (let n = 0; n < Math.ceil(max / 10) - 1; n++) takes[0]?.(seldom)
  for (let n = 0; n < Math.ceil(max / 10); n++) takes[0]?.(often)
  await expect.poll(() => heard).toEqual(['limits_used'])
  await stopHearing()
  await stop()
})

it('what couldn’t be announced is announced once the database responds again', async () => {
  const { takes, stop } = await processes(2)
  const [here, there] = takes as [(typeof takes)[0], (typeof takes)[0]]
  const name = unique('customer')
  const failed = vi.spyOn(log, 'debug')
  await own.atLeisure.executeSql(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pushdesk' and datname = current_database()`,
  )
  await own.refuseConnections(true)
  for (let n = 0; n < max; n++) here(name)
  await expect.poll(() => failed.mock.calls.map(([, text]) => text)).toContain(untold)
  failed.mockRestore()
  await own.refuseConnections(false)
  await expect.poll(() => there(name), { interval: 500, timeout: 500 * (max - 1) }).toBe(false)
  await stop()
})
