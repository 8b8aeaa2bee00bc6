import { once } from 'node:events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ownPostgres } from './testing'

let own: Awaited<ReturnType<typeof ownPostgres>>

beforeAll(async () => {
  own = await ownPostgres()
})
afterAll(() => own.drop())

/** Gathers what is heard, and waits for more without asking again and again. */
function ear() {
  const events = new EventTarget()
  const heard: (string | undefined)[] = []
  return {
    heard,
    hear(payload: string | undefined) {
      heard.push(payload)
      events.dispatchEvent(new Event('heard'))
    },
    async until(payload: string | undefined) {
      while (!heard.includes(payload)) await once(events, 'heard')
    },
  }
}

const notify = (channel: string, payload: string) =>
  own.database.executeSql('select pg_notify($1, $2)', [channel, payload])

const listening = `select pid from pg_stat_activity where application_name = 'pushdesk-listen' and datname = current_database()`

it('a process listens on one connection, however many want to hear', async () => {
  const ears = [ear(), ear(), ear()]
  const stops = await Promise.all(ears.map(({ hear }, index) => own.database.listen(index < 2 ? 'one' : 'other', hear)))
  expect((await own.database.executeSql(listening)).rows).toHaveLength(1)
  await notify('other', 'b')
  await notify('one', 'a')
  await Promise.all(ears.map(({ until }, index) => until(index < 2 ? 'a' : 'b')))
  expect(ears.map(({ heard }) => heard)).toEqual([['a'], ['a'], ['b']])
  await stops[0]?.()
  await notify('one', 'c')
  await ears[1]?.until('c')
  expect(ears[0]?.heard).toEqual(['a'])
  for (const stop of stops) await stop()
})

it('a lost connection is opened again, and all who listened are told of the gap', async () => {
  const ears = [ear(), ear()]
  const stops = [
    await own.database.listen('one', ears[0]?.hear ?? never),
    await own.database.listen('two', ears[1]?.hear ?? never),
  ]
  await own.database.executeSql(`select pg_terminate_backend(pid) from (${listening}) as listening`)
  await Promise.all(ears.map(({ until }) => until(undefined)))
  await notify('one', 'again')
  await notify('two', 'again')
  await Promise.all(ears.map(({ until }) => until('again')))
  for (const stop of stops) await stop()
})

it('who cannot listen at first is told, and may try again', async () => {
  const { hear, until } = ear()
  await own.refuseConnections(true)
  await expect(own.database.listen('late', hear)).rejects.toThrow('not currently accepting connections')
  await own.refuseConnections(false)
  const stop = await own.database.listen('late', hear)
  await notify('late', 'now')
  await until('now')
  await stop()
})

const never = () => undefined
