import { expect, it } from 'vitest'
import { deviceTokenHex, unique } from '@/db/factories'
import { setEventsSince } from '@/db/queries/events/recording'
import { withCommittedApi } from '@/gateway/testing'
import { settled } from '@/lib/events/testing/settled'

type Api = Parameters<Parameters<typeof withCommittedApi>[0]>[0]

/** An environment that records events, with the actions of its SDK and servers. */
async function recording(api: Api) {
  const { ask, db, environment, pk, sk } = api
  await setEventsSince(db, { environmentId: environment.id, since: new Date() })
  const deviceToken = deviceTokenHex()
  return {
    deviceToken,
    register: (id: string) =>
      ask('put', '/api/v1/devices', { key: sk, body: { deviceToken, user: { id }, permission: 'authorized' } }),
    turnOff: (id: string) => ask('delete', '/api/v1/devices', { key: sk, body: { deviceToken, user: { id } } }),
    answer: (id: string, ...kinds: string[]) =>
      ask('post', '/api/v1/prompt/events', {
        key: pk,
        body: {
          events: kinds.map((kind) => ({ id: unique('e'), kind, user: { id }, at: new Date().toISOString() })),
        },
      }),
    read: async (query = '') => {
      await settled(db)
      return ask('get', `/api/v1/events${query}`, { key: sk })
    },
  }
}

const typesIn = ({ body }: { body: { events: { type: string }[] } }) => body.events.map(({ type }) => type)

it('returns device and prompt events in order, once each', () =>
  withCommittedApi(async (api) => {
    const { register, turnOff, answer, read } = await recording(api)
    const [ada, ben] = [unique('ada'), unique('ben')]
    const { body: registered } = await register(ada)
    await register(ada)
    await register(ben)
    await turnOff(ben)
    await answer(ben, 'displayed', 'accepted')
    const all = await read()
    const deviceId = registered.device.id
    expect(all.body.events).toMatchObject([
      { type: 'device.registered', data: { user: { id: ada }, deviceId, kind: 'device_token' } },
      { type: 'device.moved', data: { user: { id: ben }, previousUser: { id: ada }, deviceId } },
      { type: 'device.disabled', data: { user: { id: ben }, deviceId, reason: 'deregistered' } },
      { type: 'prompt.answered', data: { user: { id: ben }, answer: 'accepted' } },
    ])
    expect(all.body.hasMore).toBe(false)
    const next = await read(`?cursor=${all.body.cursor}`)
    expect(next.body).toEqual({ events: [], cursor: all.body.cursor, hasMore: false })
    await answer(ben, 'dismissed')
    expect(typesIn(await read(`?cursor=${all.body.cursor}`))).toEqual(['prompt.answered'])
  }))

it('returns consecutive pages, filtered by type and time', () =>
  withCommittedApi(async (api) => {
    const { register, answer, read } = await recording(api)
    const ada = unique('ada')
    await register(ada)
    for (let count = 0; count < 5; count += 1) await answer(ada, 'dismissed')
    const seen: string[] = []
    for (let cursor = '', hasMore = true; hasMore; ) {
      const { body } = await read(`?types=prompt.answered&limit=2${cursor && `&cursor=${cursor}`}`)
      seen.push(...body.events.map(({ id }: { id: string }) => id))
      ;({ cursor, hasMore } = body)
    }
    expect([seen.length, new Set(seen).size]).toEqual([5, 5])
    const { body } = await read()
    const third = body.events[3].at
    const since = await read(`?since=${encodeURIComponent(third)}`)
    expect(since.body.events).toEqual(body.events.filter(({ at }: { at: string }) => at >= third))
    expect(typesIn(await read('?types=device.registered,device.moved'))).toEqual(['device.registered'])
  }))

it.each([
  ['types=delivery.accepted,delivery.delivered', 'types.1'],
  ['cursor=abc', 'cursor'],
  [`cursor=${'9'.repeat(19)}.1`, 'cursor'],
  ['since=yesterday', 'since'],
  ['since=2999-01-01T00:00:00Z', 'since'],
  ['limit=501', 'limit'],
])('rejects %s', (query, path) =>
  withCommittedApi(async (api) => {
    const { read } = await recording(api)
    const { status, body } = await read(`?${query}`)
    expect([status, body.errors.map((error: { path: string }) => error.path)]).toEqual([400, [path]])
  }),
)

it('records nothing while recording is off, and says so', () =>
  withCommittedApi(async (api) => {
    const { register, read } = await recording(api)
    await setEventsSince(api.db, { environmentId: api.environment.id, since: null })
    await register(unique('ada'))
    expect(await read()).toMatchObject({ status: 409, body: { code: 'events_off' } })
    await setEventsSince(api.db, { environmentId: api.environment.id, since: new Date() })
    expect((await read()).body.events).toEqual([])
  }))

it('omits erased customers and their devices', () =>
  withCommittedApi(async (api) => {
    const { register, answer, read, deviceToken } = await recording(api)
    const ada = unique('ada')
    await register(ada)
    await answer(ada, 'accepted')
    const { body: before } = await read()
    expect(JSON.stringify(before)).toContain(ada)
    await api.ask('delete', `/api/v1/customers/${ada}`, { key: api.sk })
    const { body } = await read()
    expect(body.events.map(({ id }: { id: string }) => id)).toEqual(before.events.map(({ id }: { id: string }) => id))
    for (const trace of [ada, deviceToken, before.events[0].data.deviceId])
      expect(JSON.stringify(body)).not.toContain(trace)
  }))
