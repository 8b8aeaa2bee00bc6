import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rawClient } from '@/lib/apns/testing/raw-client'
import { makeSigningKey, simulatedApns, topic } from '@/lib/apns/testing/simulated-apns'
import { signProviderToken } from '@/lib/apns/transport/provider-tokens'

type Headers = Record<string, string | undefined>
type Call = { method?: string; path?: string; headers?: Headers; body?: string; environment?: 'sandbox' | 'production' }

let world: Awaited<ReturnType<typeof simulatedApns>>
const without = 'com.example.without'
const channelsMax = 3

beforeAll(async () => {
  world = await simulatedApns({ channelsPerAppMax: channelsMax, withoutBroadcasts: [without], errorBudget: 10_000 })
  const { known } = world.key
  world.keys.set(known.keyId, { ...known, bundleIds: [topic, without, 'com.example.full', 'com.example.many'] })
})
afterAll(() => world.close())

async function asked(origin: string, { method, headers = {}, body }: Call, path: string) {
  const client = await rawClient(origin, world.simulator.caPem)
  const authorization = `bearer ${signProviderToken(world.key.signing, Date.now())}`
  const all = { ':method': method, ':path': path, authorization, ...headers }
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
  const answer = await client.ask(given, body ?? '')
  client.close()
  return answer
}

const manage = (call: Call) =>
  asked(
    world.simulator.channelOrigins[call.environment ?? 'sandbox'],
    call,
    call.path ?? `/1/apps/${topic}/${call.method === undefined ? 'all-channels' : 'channels'}`,
  )

const wanted = (policy: unknown = 1, pushType: unknown = 'LiveActivity') =>
  JSON.stringify({ 'message-storage-policy': policy, 'push-type': pushType })

async function makeChannel(policy: 0 | 1 = 1, bundleId = topic) {
  const answer = await manage({ method: 'POST', path: `/1/apps/${bundleId}/channels`, body: wanted(policy) })
  expect(answer.status).toBe(201)
  return String(answer.headers['apns-channel-id'])
}

const remove = (id: string) => manage({ method: 'DELETE', headers: { 'apns-channel-id': id } })
const unknownId = Buffer.from('nobody has this!').toString('base64')

describe('the channel API', () => {
  it('creates, reads, lists, and deletes a channel', async () => {
    const requestId = randomUUID()
    const made = await manage({ method: 'POST', body: wanted(1), headers: { 'apns-request-id': requestId } })
    expect(made).toMatchObject({ status: 201, headers: { 'apns-request-id': requestId } })
    expect(made.headers).not.toHaveProperty('apns-id')
    const id = String(made.headers['apns-channel-id'])
    const one = { headers: { 'apns-channel-id': id } }
    expect(await manage({ method: 'GET', ...one })).toMatchObject({
      status: 200,
      content: { 'message-storage-policy': 1, 'push-type': 'LiveActivity' },
    })
    expect(await manage({ method: 'GET', path: `/1/apps/${topic}/all-channels` })).toMatchObject({
      status: 200,
      content: { channels: [id] },
    })
    expect((await remove(id)).status).toBe(204)
    expect(await manage({ method: 'GET', ...one })).toMatchObject({ status: 400, reason: 'ChannelNotRegistered' })
  })

  it.each<[string, () => Call, number, string]>([
    ['no key', () => ({ method: 'GET', headers: { authorization: undefined } }), 403, 'MissingProviderToken'],
    ['a bad key', () => ({ method: 'GET', headers: badKey() }), 403, 'InvalidProviderToken'],
    ['another path', () => ({ method: 'GET', path: '/1/apps' }), 404, 'BadPath'],
    ['a push', () => ({ method: 'POST', path: '/3/device/abcd' }), 404, 'BadPath'],
    ['parameters', () => ({ method: 'GET', path: `/1/apps/${topic}/all-channels?x=1` }), 400, 'BadRequestParams'],
    ['another method', () => ({ method: 'PUT' }), 405, 'MethodNotAllowed'],
    ['creating a list', () => ({ method: 'POST', path: `/1/apps/${topic}/all-channels` }), 405, 'MethodNotAllowed'],
    ['a bad request ID', () => ({ method: 'GET', headers: { 'apns-request-id': 'x' } }), 400, 'BadMessageId'],
    [
      'a suffix in the bundle ID',
      () => ({ method: 'POST', path: `/1/apps/${topic}.push-type.liveactivity/channels`, body: wanted() }),
      400,
      'TopicDisallowed',
    ],
    ['another team’s app', () => ({ method: 'GET', path: '/1/apps/com.other.app/channels' }), 403, 'TopicMismatch'],
    [
      'an app without broadcasts',
      () => ({ method: 'POST', path: `/1/apps/${without}/channels`, body: wanted() }),
      400,
      'FeatureNotEnabled',
    ],
    ['no body', () => ({ method: 'POST' }), 400, 'PayloadEmpty'],
    ['4,097 bytes', () => ({ method: 'POST', body: 'x'.repeat(4097) }), 413, 'PayloadTooLarge'],
    ['a list', () => ({ method: 'POST', body: '[]' }), 400, 'BadRequestPayload'],
    ['an unknown policy', () => ({ method: 'POST', body: wanted(2) }), 400, 'BadRequestPayload'],
    ['no push type', () => ({ method: 'POST', body: '{"message-storage-policy":1}' }), 400, 'MissingPushType'],
    ['another push type', () => ({ method: 'POST', body: wanted(1, 'alert') }), 400, 'InvalidPushType'],
    ['no channel', () => ({ method: 'GET' }), 400, 'MissingChannelId'],
    ['invalid Base64', () => ({ method: 'GET', headers: { 'apns-channel-id': '!' } }), 400, 'BadChannelId'],
    [
      'an unknown channel',
      () => ({ method: 'DELETE', headers: { 'apns-channel-id': unknownId } }),
      400,
      'ChannelNotRegistered',
    ],
  ])('rejects %s', async (_, call, status, reason) => {
    const answer = await manage(call())
    expect(answer).toMatchObject({ status, reason, headers: { 'apns-request-id': expect.any(String) } })
  })

  it('shows an environment only its own channels', async () => {
    const id = await makeChannel()
    const headers = { 'apns-channel-id': id }
    expect(await manage({ method: 'GET', headers, environment: 'production' })).toMatchObject({
      reason: 'ChannelNotRegistered',
    })
    const path = `/1/apps/${topic}/all-channels`
    expect((await manage({ method: 'GET', path, environment: 'production' })).content).toEqual({ channels: [] })
    await remove(id)
  })

  it('never exceeds the channel limit of an app, even with concurrent requests', async () => {
    const path = '/1/apps/com.example.full/channels'
    const answers = await Promise.all(
      Array.from({ length: channelsMax + 2 }, () => manage({ method: 'POST', path, body: wanted() })),
    )
    const reasons = answers.map(({ status, reason }) => reason ?? status).sort()
    expect(reasons).toEqual([201, 201, 201, 'CannotCreateChannelConfig', 'CannotCreateChannelConfig'])
  })
})

const broadcast = ({ path, ...call }: Call) =>
  asked(world.simulator.origins[call.environment ?? 'sandbox'], call, path ?? `/4/broadcasts/apps/${topic}`)

const update = JSON.stringify({ aps: { timestamp: 1_790_000_000, event: 'update', 'content-state': { goals: 1 } } })
const good = (id: string, more: Headers = {}): Headers => ({
  'apns-channel-id': id,
  'apns-push-type': 'liveactivity',
  'apns-expiration': '0',
  ...more,
})
const ofSize = (bytes: number) => `{"aps":{"x":"${'a'.repeat(bytes - 16)}"}}`

describe('a broadcast', () => {
  it('goes to a channel and is logged with its outcome', async () => {
    const id = await makeChannel(0, 'com.example.many')
    const requestId = randomUUID()
    const answer = await broadcast({
      path: '/4/broadcasts/apps/com.example.many',
      headers: good(id, { 'apns-request-id': requestId }),
      body: update,
    })
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'apns-request-id': requestId, 'apns-unique-id': expect.any(String) },
    })
    expect(world.pushes.find((push) => push.apnsId === requestId)).toMatchObject({
      token: id,
      topic: 'com.example.many.push-type.liveactivity',
      fate: 'delivered',
      deviceOutcomeReason: 'broadcast',
      lints: [],
    })
  })

  it('is stored for later subscribers if the channel stores messages', async () => {
    const id = await makeChannel(1)
    const inAnHour = String(Math.floor(Date.now() / 1000) + 3600)
    expect((await broadcast({ headers: good(id, { 'apns-expiration': inAnHour }), body: update })).status).toBe(200)
    expect(world.pushes.at(-1)?.deviceOutcomeReason).toBe('broadcast, stored for later subscribers')
    await remove(id)
  })

  it('can’t start a Live Activity, which only the log points out', async () => {
    const id = await makeChannel(0)
    const body = JSON.stringify({ aps: { timestamp: 1, event: 'start', 'content-state': {} } })
    expect((await broadcast({ headers: good(id, { 'apns-topic': topic }), body })).status).toBe(200)
    expect(world.pushes.at(-1)?.lints.join(' ')).toMatch(/cannot start one/)
    expect(world.pushes.at(-1)?.lints.join(' ')).toMatch(/apns-topic has no meaning/)
    await remove(id)
  })

  it.each<[string, (id: string) => Call, number, string]>([
    ['GET', (id) => ({ method: 'GET', headers: good(id) }), 405, 'MethodNotAllowed'],
    ['no key', (id) => ({ headers: good(id, { authorization: undefined }) }), 403, 'MissingProviderToken'],
    ['a bad request ID', (id) => ({ headers: good(id, { 'apns-request-id': 'x' }) }), 400, 'BadMessageId'],
    [
      'a suffix in the bundle ID',
      (id) => ({ path: `/4/broadcasts/apps/${topic}.voip`, headers: good(id) }),
      400,
      'TopicDisallowed',
    ],
    [
      'another team’s app',
      (id) => ({ path: '/4/broadcasts/apps/com.other.app', headers: good(id) }),
      403,
      'TopicMismatch',
    ],
    [
      'an app without broadcasts',
      (id) => ({ path: `/4/broadcasts/apps/${without}`, headers: good(id) }),
      400,
      'FeatureNotEnabled',
    ],
    ['no push type', (id) => ({ headers: good(id, { 'apns-push-type': undefined }) }), 400, 'MissingPushType'],
    ['an alert', (id) => ({ headers: good(id, { 'apns-push-type': 'alert' }) }), 400, 'InvalidPushType'],
    ['a bad expiration', (id) => ({ headers: good(id, { 'apns-expiration': 'soon' }) }), 400, 'BadExpirationDate'],
    [
      'an expiration where nothing is kept',
      (id) => ({ headers: good(id, { 'apns-expiration': '1900000000' }) }),
      400,
      'BadExpirationDate',
    ],
    ['priority 1', (id) => ({ headers: good(id, { 'apns-priority': '1' }) }), 400, 'BadPriority'],
    ['no channel', () => ({ headers: good('', { 'apns-channel-id': undefined }) }), 400, 'MissingChannelId'],
    ['invalid Base64', () => ({ headers: good('a b') }), 400, 'BadChannelId'],
    ['an unknown channel', () => ({ headers: good(unknownId) }), 400, 'ChannelNotRegistered'],
    [
      'a channel of the other environment',
      (id) => ({ headers: good(id), environment: 'production' }),
      400,
      'ChannelNotRegistered',
    ],
    ['no body', (id) => ({ headers: good(id), body: '' }), 400, 'PayloadEmpty'],
    ['5,121 bytes', (id) => ({ headers: good(id), body: ofSize(5121) }), 413, 'PayloadTooLarge'],
    ['a list', (id) => ({ headers: good(id), body: '[]' }), 400, 'BadRequestPayload'],
  ])('is rejected with %s', async (_, call, status, reason) => {
    const id = await makeChannel(0)
    const answer = await broadcast({ method: 'POST', body: update, ...call(id) })
    await remove(id)
    expect(answer).toMatchObject({ status, reason })
  })

  it('can have 5,120 bytes', async () => {
    const id = await makeChannel(0)
    expect((await broadcast({ headers: good(id), body: ofSize(5120) })).status).toBe(200)
    await remove(id)
  })
})

function badKey() {
  const { signing } = makeSigningKey({ keyId: 'NOBODY7890' })
  return { authorization: `bearer ${signProviderToken(signing, Date.now())}` }
}
