import { randomUUID } from 'node:crypto'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { signProviderToken } from '../provider-tokens'
import { rawClient } from '../testing/raw-client'
import { makeKey, simulatedApns, token, topic } from '../testing/simulated-apns'

type World = Awaited<ReturnType<typeof simulatedApns>>
let world: World
let jwt: string
const other = makeKey({ keyId: 'OTHER67890', teamId: 'OTHERTEAM0', bundleIds: ['com.other.app'] })
const revoked = makeKey({ keyId: 'REVOKED890', isRevoked: true })
const production = makeKey({ keyId: 'PRODUCTION', environments: ['production'] })
const unrelated = makeKey({ keyId: 'UNRELATED0', family: 'topic-specific' })
const dead = token()
const expired = token()
const ofProduction = token()
const ofOtherApp = token()
const since = new Date('2026-01-02T03:04:05Z')

beforeAll(async () => {
  world = await simulatedApns({ tokenPushesMax: 3, errorBudget: 10_000 })
  for (const { known } of [other, revoked, production, unrelated]) world.keys.set(known.keyId, known)
  world.devices.set(dead, [{ environmentName: 'sandbox', topic, state: 'unregistered', since }])
  world.devices.set(expired, [{ environmentName: 'sandbox', topic, state: 'expired', since }])
  world.devices.set(ofProduction, [{ environmentName: 'production', topic, state: 'active', since }])
  world.devices.set(ofOtherApp, [{ environmentName: 'sandbox', topic: 'com.example.another', state: 'active', since }])
})
afterAll(() => world.close())
beforeEach(() => {
  jwt = signProviderToken(world.key.signing, Date.now())
})

type Change = { headers?: Record<string, string | string[] | undefined>; body?: Buffer | string }

/** A good request but for the change; undefined leaves a header out. */
function request({ headers = {}, body }: Change) {
  const all = {
    ':path': `/3/device/${token()}`,
    authorization: `bearer ${jwt}`,
    'apns-topic': topic,
    'apns-push-type': 'alert',
    ...headers,
  }
  return { headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)), body }
}

async function asked(change: Change, environmentName: 'sandbox' | 'production' = 'sandbox') {
  const client = await rawClient(world.simulator.origins[environmentName], world.simulator.caPem)
  const { headers, body } = request(change)
  const answer = await client.ask(headers, body)
  client.close()
  return answer
}

const path = (deviceToken: string) => ({ ':path': `/3/device/${deviceToken}` })
const signed = (key: ReturnType<typeof makeKey>, atMs = Date.now()) => ({
  authorization: `bearer ${signProviderToken(key.signing, atMs)}`,
})
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const type = (name: string, more: Record<string, string | undefined> = {}) => ({ 'apns-push-type': name, ...more })
const bytes = (count: number) => `{"aps":{"alert":"${'a'.repeat(count - 20)}"}}`
const hour = 3_600_000

describe('what the simulator refuses', () => {
  it.each<[string, () => Change, number, string]>([
    ['a repeated apns header', () => ({ headers: { 'apns-custom': ['a', 'b'] } }), 400, 'DuplicateHeaders'],
    [
      'GET, before it looks at the key',
      () => ({ headers: { ':method': 'GET', authorization: undefined } }),
      405,
      'MethodNotAllowed',
    ],
    ['no device token', () => ({ headers: path('') }), 400, 'MissingDeviceToken'],
    ['another path', () => ({ headers: { ':path': '/4/device/ab' } }), 404, 'BadPath'],
    ['a query', () => ({ headers: path('ab?x=1') }), 404, 'BadPath'],
    ['no provider token', () => ({ headers: { authorization: undefined } }), 403, 'MissingProviderToken'],
    ['another scheme', () => ({ headers: { authorization: `basic ${jwt}` } }), 403, 'MissingProviderToken'],
    ['a token of two parts', () => ({ headers: { authorization: 'bearer a.b' } }), 403, 'InvalidProviderToken'],
    [
      'an algorithm that is not ES256',
      () => ({
        headers: {
          authorization: `bearer ${part({ alg: 'none', kid: 'KEY4567890' })}.${part({ iss: 'TEAM567890', iat: 1 })}.AA`,
        },
      }),
      403,
      'InvalidProviderToken',
    ],
    [
      'an iat that is text',
      () => ({
        headers: {
          authorization: `bearer ${part({ alg: 'ES256', kid: 'KEY4567890' })}.${part({ iss: 'TEAM567890', iat: '1' })}.AA`,
        },
      }),
      403,
      'InvalidProviderToken',
    ],
    ['an unknown key', () => ({ headers: signed(makeKey({ keyId: 'NOBODY7890' })) }), 403, 'InvalidProviderToken'],
    ['a signature of another key', () => ({ headers: signed(makeKey()) }), 403, 'InvalidProviderToken'],
    [
      'the team of another key',
      () => ({ headers: signed({ ...other, signing: { ...other.signing, teamId: 'TEAM567890' } }) }),
      403,
      'InvalidProviderToken',
    ],
    [
      'a signature of the future',
      () => ({ headers: signed(world.key, Date.now() + 120_000) }),
      403,
      'InvalidProviderToken',
    ],
    ['a key of the other environment', () => ({ headers: signed(production) }), 403, 'BadEnvironmentKeyIdInToken'],
    [
      'a token over an hour old',
      () => ({ headers: signed(world.key, Date.now() - hour - 5000) }),
      403,
      'ExpiredProviderToken',
    ],
    ['a revoked key', () => ({ headers: signed(revoked) }), 403, 'Forbidden'],
    ['an apns-id that is no UUID', () => ({ headers: { 'apns-id': 'x' } }), 400, 'BadMessageId'],
    ['an unknown push type', () => ({ headers: type('loud') }), 400, 'InvalidPushType'],
    ['an expiration that is no number', () => ({ headers: { 'apns-expiration': 'soon' } }), 400, 'BadExpirationDate'],
    [
      'an expiration in milliseconds',
      () => ({ headers: { 'apns-expiration': '1790000000000' } }),
      400,
      'BadExpirationDate',
    ],
    ['priority 7', () => ({ headers: { 'apns-priority': '7' } }), 400, 'BadPriority'],
    [
      'a background push of priority 10',
      () => ({ headers: type('background', { 'apns-priority': '10' }) }),
      400,
      'BadPriority',
    ],
    [
      'a Live Activity of priority 1',
      () => ({ headers: type('liveactivity', { 'apns-priority': '1' }) }),
      400,
      'BadPriority',
    ],
    ['a collapse id of 65 bytes', () => ({ headers: { 'apns-collapse-id': 'a'.repeat(65) } }), 400, 'BadCollapseId'],
    ['no topic', () => ({ headers: { 'apns-topic': undefined } }), 400, 'MissingTopic'],
    ['a topic that is no bundle id', () => ({ headers: { 'apns-topic': 'com example' } }), 400, 'BadTopic'],
    ['a topic without the suffix of its type', () => ({ headers: type('voip') }), 400, 'BadTopic'],
    ['a topic of another team', () => ({ headers: { 'apns-topic': 'com.other.app' } }), 400, 'TopicDisallowed'],
    ['an odd number of digits', () => ({ headers: path('abc') }), 400, 'BadDeviceToken'],
    ['a token that is not hexadecimal', () => ({ headers: path('xyzz') }), 400, 'BadDeviceToken'],
    ['a token of the other environment', () => ({ headers: path(ofProduction) }), 400, 'BadDeviceToken'],
    ['a token of another app', () => ({ headers: path(ofOtherApp) }), 400, 'DeviceTokenNotForTopic'],
    ['a token that was unregistered', () => ({ headers: path(dead) }), 410, 'Unregistered'],
    ['a token that has expired', () => ({ headers: path(expired) }), 410, 'ExpiredToken'],
    ['no body', () => ({ body: '' }), 400, 'PayloadEmpty'],
    ['4,097 bytes', () => ({ body: bytes(4097) }), 413, 'PayloadTooLarge'],
    [
      '5,121 bytes over VoIP',
      () => ({ headers: type('voip', { 'apns-topic': `${topic}.voip` }), body: bytes(5121) }),
      413,
      'PayloadTooLarge',
    ],
    ['a list', () => ({ body: '[]' }), 400, 'PayloadEmpty'],
    ['bytes that are not UTF-8', () => ({ body: Buffer.from([0x7b, 0xff, 0x7d]) }), 400, 'PayloadEmpty'],
  ])('%s', async (_, change, status, reason) => {
    const answer = await asked(change())
    expect(answer).toMatchObject({
      status,
      reason,
      headers: { 'content-type': 'application/json', 'apns-id': expect.any(String) },
    })
    if (status === 410) expect(answer.timestamp).toBe(since.getTime())
  })

  it('more than a few pushes in a row to one device', async () => {
    const client = await rawClient(world.simulator.origins.sandbox, world.simulator.caPem)
    const { headers } = request({})
    const statuses = []
    for (let count = 0; count < 4; count++) statuses.push((await client.ask(headers)).status)
    client.close()
    expect(statuses).toEqual([200, 200, 200, 429])
  })
})

describe('what the simulator accepts', () => {
  it.each<[string, () => Change]>([
    ['a plain alert', () => ({})],
    ['bearer in capitals', () => ({ headers: { authorization: `Bearer ${jwt}` } })],
    ['4,096 bytes', () => ({ body: bytes(4096) })],
    ['5,120 bytes over VoIP', () => ({ headers: type('voip', { 'apns-topic': `${topic}.voip` }), body: bytes(5120) })],
    ['a token of 80 bytes', () => ({ headers: path('ab'.repeat(80)) })],
    [
      'an MDM push on a topic that is no bundle id',
      () => ({ headers: type('mdm', { 'apns-topic': 'com.apple.mgmt.x_y' }), body: '{"mdm":"x"}' }),
    ],
    ['no push type', () => ({ headers: { 'apns-push-type': undefined } })],
  ])('%s', async (_, change) => {
    expect(await asked(change())).toMatchObject({ status: 200 })
  })

  it('gives back the apns-id, and a unique id in the sandbox only', async () => {
    const id = randomUUID()
    expect((await asked({ headers: { 'apns-id': id } })).headers).toMatchObject({
      'apns-id': id,
      'apns-unique-id': expect.any(String),
    })
    expect((await asked({ headers: { 'apns-id': id } }, 'production')).headers).not.toHaveProperty('apns-unique-id')
  })

  it('takes without a word what the phone will drop, and notes why', async () => {
    const id = randomUUID()
    const change = {
      headers: { ...type('background', { 'apns-priority': '5' }), 'apns-id': id },
      body: '{"aps":{"alert":"x"}}',
    }
    expect((await asked(change)).status).toBe(200)
    const recorded = world.pushes.find((push) => push.apnsId === id)
    expect(recorded).toMatchObject({ fate: 'discarded', fateReason: 'malformed' })
    expect(recorded?.lints).toHaveLength(2)
  })
})

describe('one connection', () => {
  const open = () => rawClient(world.simulator.origins.sandbox, world.simulator.caPem)

  it('has one stream until a valid token was seen, then many', async () => {
    const client = await open()
    expect(client.session.remoteSettings.maxConcurrentStreams).toBe(1)
    const many = await Promise.all([request({}), request({}), request({})].map(({ headers }) => client.ask(headers)))
    expect(many.filter((answer) => answer.status === 200).length).toBeGreaterThanOrEqual(1)
    expect(client.session.remoteSettings.maxConcurrentStreams).toBe(1000)
    client.close()
  })

  it.each([
    ['another team', other, 'InvalidProviderToken'],
    ['an unrelated key', unrelated, 'UnrelatedKeyIdInToken'],
  ])('is bound to its team: %s is refused', async (_, key, reason) => {
    const client = await open()
    await client.ask(request({}).headers)
    expect((await client.ask(request({ headers: signed(key) }).headers)).reason).toBe(reason)
    client.close()
  })

  it('refuses a bundle id that the team got later', async () => {
    const client = await open()
    await client.ask(request({}).headers)
    const later = { ...world.key.known, bundleIds: [topic, 'com.example.later'] }
    world.keys.set(later.keyId, later)
    const answer = await client.ask(request({ headers: { 'apns-topic': 'com.example.later' } }).headers)
    world.keys.set(later.keyId, world.key.known)
    expect(answer.reason).toBe('TopicDisallowed')
    client.close()
  })

  it('refuses a token renewed within 20 minutes, and takes one after that', async () => {
    const client = await open()
    const at = Date.now() - 30 * 60_000
    const of = async (atMs: number) => (await client.ask(request({ headers: signed(world.key, atMs) }).headers)).reason
    expect(await of(at)).toBeUndefined()
    expect(await of(at + 10 * 60_000)).toBe('TooManyProviderTokenUpdates')
    expect(await of(at + 21 * 60_000)).toBeUndefined()
    client.close()
  })

  it('is closed with the reason after too many errors', async () => {
    const strict = await simulatedApns({ errorBudget: 9 })
    const client = await rawClient(strict.simulator.origins.sandbox, strict.simulator.caPem)
    const authorization = `bearer ${signProviderToken(strict.key.signing, Date.now())}`
    const closed = new Promise((resolve) => client.session.once('close', resolve))
    for (let count = 0; count < 2; count++)
      await client.ask({ ...request({ headers: path('abc') }).headers, authorization })
    await closed
    expect(client.goaways[0]).toEqual({ code: 0, lastId: 3, reason: '{"reason":"BadDeviceToken"}' })
    await strict.close()
  })

  it('is told of the shutdown, and what was begun is finished', async () => {
    const stopping = await simulatedApns()
    const client = await rawClient(stopping.simulator.origins.sandbox, stopping.simulator.caPem)
    await client.ask({
      ...request({}).headers,
      authorization: `bearer ${signProviderToken(stopping.key.signing, Date.now())}`,
    })
    await stopping.close()
    expect(client.goaways[0]).toMatchObject({ code: 0, reason: '{"reason":"Shutdown"}' })
  })

  it('is refused after too many in a minute', async () => {
    const guarded = await simulatedApns({ connectsPerMinuteMax: 2 })
    const connect = () => rawClient(guarded.simulator.origins.sandbox, guarded.simulator.caPem)
    const first = await connect()
    const second = await connect()
    await expect(connect()).rejects.toThrow('closed')
    first.close()
    second.close()
    await guarded.close()
  })

  it('must speak HTTP/2', async () => {
    const { port } = new URL(world.simulator.origins.sandbox)
    const socket = connectTls({
      port: Number(port),
      host: 'localhost',
      ca: world.simulator.caPem,
      ALPNProtocols: ['http/1.1'],
    })
    let heard = ''
    socket.on('data', (chunk) => {
      heard += chunk
    })
    await new Promise<void>((resolve) => {
      socket.on('error', () => resolve())
      socket.on('close', () => resolve())
    })
    expect(heard).toBe('')
  })
})
