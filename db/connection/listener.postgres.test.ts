import { once } from 'node:events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { announce } from '@/db/announce'
import type { Change, Gap } from '@/db/changes'
import { ownPostgres } from '@/db/testing'

let own: Awaited<ReturnType<typeof ownPostgres>>

beforeAll(async () => {
  own = await ownPostgres()
})
afterAll(() => own.drop())

/** Collects changes, and waits for more without polling. */
function ear() {
  const events = new EventTarget()
  const heard: (Change | Gap)[] = []
  return {
    heard,
    hear(change: Change | Gap) {
      heard.push(change)
      events.dispatchEvent(new Event('heard'))
    },
    async until(kind: (Change | Gap)['kind']) {
      while (!heard.some((one) => one.kind === kind)) await once(events, 'heard')
    },
  }
}

const listening = `select pid from pg_stat_activity where application_name = 'pushdesk-listen' and datname = current_database()`

it('a process listens on one connection for all subscribers, and each gets its own kinds', async () => {
  const [one, two, other] = [ear(), ear(), ear()]
  const stops = await Promise.all([
    own.database.hear(['due', 'faults'], one.hear),
    own.database.hear(['due', 'faults'], two.hear),
    own.database.hear(['sessions'], other.hear),
  ])
  expect((await own.database.executeSql(listening)).rows).toHaveLength(1)
  await announce(own.database.db, { kind: 'due' })
  await announce(own.database.db, { kind: 'sessions', staffId: 'ada' })
  await Promise.all([one.until('due'), two.until('due'), other.until('sessions')])
  await stops[0]()
  await announce(own.database.db, { kind: 'faults' })
  await two.until('faults')
  expect(one.heard).toEqual([{ kind: 'due' }])
  expect(two.heard).toEqual([{ kind: 'due' }, { kind: 'faults' }])
  expect(other.heard).toEqual([{ kind: 'sessions', staffId: 'ada' }])
  for (const stop of stops) await stop()
  await expect.poll(async () => (await own.database.executeSql(listening)).rows).toEqual([])
})

it('a lost connection is reopened, and all subscribers learn of the gap', async () => {
  const ears = [ear(), ear()] as const
  const stops = [await own.database.hear(['due'], ears[0].hear), await own.database.hear(['faults'], ears[1].hear)]
  await own.database.executeSql(`select pg_terminate_backend(pid) from (${listening}) as listening`)
  await Promise.all(ears.map(({ until }) => until('gap')))
  await announce(own.database.db, { kind: 'due' })
  await announce(own.database.db, { kind: 'faults' })
  await Promise.all([ears[0].until('due'), ears[1].until('faults')])
  expect(ears.map(({ heard }) => heard.map(({ kind }) => kind))).toEqual([
    ['gap', 'due'],
    ['gap', 'faults'],
  ])
  for (const stop of stops) await stop()
})

it('a failed subscription is reported and can be retried', async () => {
  const { hear, until } = ear()
  await own.refuseConnections(true)
  await expect(own.database.hear(['due'], hear)).rejects.toThrow('not currently accepting connections')
  await own.refuseConnections(false)
  const stop = await own.database.hear(['due'], hear)
  await announce(own.database.db, { kind: 'due' })
  await until('due')
  await stop()
})
