import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { rawClient } from '@/lib/apns/testing/raw-client'
import { deviceHeader, type RequestChange, requestWorld, signedBy } from '@/lib/apns/testing/request-world'
import { makeSigningKey, topic } from '@/lib/apns/testing/simulated-apns'

const { asked, dead, expired, jwt, ofOtherApp, ofProduction, other, production, request, revoked, since, world } =
  requestWorld()
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const type = (name: string, more: Record<string, string | undefined> = {}) => ({ 'apns-push-type': name, ...more })
const bytes = (count: number) => `{"aps":{"alert":"${'a'.repeat(count - 20)}"}}`
const hour = 3_600_000

describe('the simulator rejects', () => {
  it.each<[string, () => RequestChange, number, string]>([
    ['a repeated apns header', () => ({ headers: { 'apns-custom': ['a', 'b'] } }), 400, 'DuplicateHeaders'],
    [
      'GET, before it looks at the key',
      () => ({ headers: { ':method': 'GET', authorization: undefined } }),
      405,
      'MethodNotAllowed',
    ],
    ['no device token', () => ({ headers: deviceHeader('') }), 400, 'MissingDeviceToken'],
    ['another path', () => ({ headers: { ':path': '/4/device/ab' } }), 404, 'BadPath'],
    ['a query', () => ({ headers: deviceHeader('ab?x=1') }), 404, 'BadPath'],
    ['no provider token', () => ({ headers: { authorization: undefined } }), 403, 'MissingProviderToken'],
    ['another scheme', () => ({ headers: { authorization: `basic ${jwt()}` } }), 403, 'MissingProviderToken'],
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
    [
      'an unknown key',
      () => ({ headers: signedBy(makeSigningKey({ keyId: 'NOBODY7890' })) }),
      403,
      'InvalidProviderToken',
    ],
    ['a signature of another key', () => ({ headers: signedBy(makeSigningKey()) }), 403, 'InvalidProviderToken'],
    [
      'the team of another key',
      () => ({ headers: signedBy({ ...other, signing: { ...other.signing, teamId: 'TEAM567890' } }) }),
      403,
      'InvalidProviderToken',
    ],
    [
      'a signature of the future',
      () => ({ headers: signedBy(world().key, Date.now() + 120_000) }),
      403,
      'InvalidProviderToken',
    ],
    ['a key of the other environment', () => ({ headers: signedBy(production) }), 403, 'BadEnvironmentKeyIdInToken'],
    [
      'a token over an hour old',
      () => ({ headers: signedBy(world().key, Date.now() - hour - 5000) }),
      403,
      'ExpiredProviderToken',
    ],
    ['a revoked key', () => ({ headers: signedBy(revoked) }), 403, 'Forbidden'],
    ['an apns-id that isn’t a UUID', () => ({ headers: { 'apns-id': 'x' } }), 400, 'BadMessageId'],
    ['an unknown push type', () => ({ headers: type('loud') }), 400, 'InvalidPushType'],
    ['an expiration that isn’t a number', () => ({ headers: { 'apns-expiration': 'soon' } }), 400, 'BadExpirationDate'],
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
    ['a topic that isn’t a bundle ID', () => ({ headers: { 'apns-topic': 'com example' } }), 400, 'BadTopic'],
    ['a topic without the suffix of its type', () => ({ headers: type('voip') }), 400, 'BadTopic'],
    ['a topic of another team', () => ({ headers: { 'apns-topic': 'com.other.app' } }), 400, 'TopicDisallowed'],
    ['an odd number of digits', () => ({ headers: deviceHeader('abc') }), 400, 'BadDeviceToken'],
    ['a token that is not hexadecimal', () => ({ headers: deviceHeader('xyzz') }), 400, 'BadDeviceToken'],
    ['a token of the other environment', () => ({ headers: deviceHeader(ofProduction) }), 400, 'BadDeviceToken'],
    ['a token of another app', () => ({ headers: deviceHeader(ofOtherApp) }), 400, 'DeviceTokenNotForTopic'],
    ['a token that was unregistered', () => ({ headers: deviceHeader(dead) }), 410, 'Unregistered'],
    ['a token that has expired', () => ({ headers: deviceHeader(expired) }), 410, 'ExpiredToken'],
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
    const client = await rawClient(world().simulator.origins.sandbox, world().simulator.caPem)
    const { headers } = request({})
    const statuses = []
    for (let count = 0; count < 4; count++) statuses.push((await client.ask(headers)).status)
    client.close()
    expect(statuses).toEqual([200, 200, 200, 429])
  })
})

describe('a valid request to the simulator', () => {
  it.each<[string, () => RequestChange]>([
    ['a plain alert', () => ({})],
    ['bearer in capitals', () => ({ headers: { authorization: `Bearer ${jwt()}` } })],
    ['4,096 bytes', () => ({ body: bytes(4096) })],
    ['5,120 bytes over VoIP', () => ({ headers: type('voip', { 'apns-topic': `${topic}.voip` }), body: bytes(5120) })],
    ['a token of 80 bytes', () => ({ headers: deviceHeader('ab'.repeat(80)) })],
    [
      'an MDM push on a topic that isn’t a bundle ID',
      () => ({ headers: type('mdm', { 'apns-topic': 'com.apple.mgmt.x_y' }), body: '{"mdm":"x"}' }),
    ],
    ['no push type', () => ({ headers: { 'apns-push-type': undefined } })],
  ])('succeeds with %s', async (_, change) => {
    expect(await asked(change())).toMatchObject({ status: 200 })
  })

  it('gets its apns-id back, and a unique ID only in the sandbox', async () => {
    const id = randomUUID()
    expect((await asked({ headers: { 'apns-id': id } })).headers).toMatchObject({
      'apns-id': id,
      'apns-unique-id': expect.any(String),
    })
    expect((await asked({ headers: { 'apns-id': id } }, 'production')).headers).not.toHaveProperty('apns-unique-id')
  })

  it('succeeds even if the phone will drop the push, and the log notes why', async () => {
    const id = randomUUID()
    const change = {
      headers: { ...type('background', { 'apns-priority': '5' }), 'apns-id': id },
      body: '{"aps":{"alert":"x"}}',
    }
    expect((await asked(change)).status).toBe(200)
    const recorded = world().pushes.find((push) => push.apnsId === id)
    expect(recorded).toMatchObject({ fate: 'discarded', deviceOutcomeReason: 'malformed' })
    expect(recorded?.lints).toHaveLength(2)
  })
})
