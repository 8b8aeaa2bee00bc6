import { connect as connectTls } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { rawClient } from '@/lib/apns/testing/raw-client'
import { deviceHeader, requestWorld, signedBy } from '@/lib/apns/testing/request-world'
import { simulatedApns, topic } from '@/lib/apns/testing/simulated-apns'
import { signProviderToken } from '@/lib/apns/transport/provider-tokens'

const { other, request, unrelated, world } = requestWorld()

describe('one connection', () => {
  const open = () => rawClient(world().simulator.origins.sandbox, world().simulator.caPem)

  it('allows one stream until the first valid token, then many', async () => {
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
  ])('is bound to its team and rejects %s', async (_, key, reason) => {
    const client = await open()
    await client.ask(request({}).headers)
    expect((await client.ask(request({ headers: signedBy(key) }).headers)).reason).toBe(reason)
    client.close()
  })

  it('rejects a bundle ID that the team got later', async () => {
    const client = await open()
    await client.ask(request({}).headers)
    const later = { ...world().key.known, bundleIds: [topic, 'com.example.later'] }
    world().keys.set(later.keyId, later)
    const answer = await client.ask(request({ headers: { 'apns-topic': 'com.example.later' } }).headers)
    world().keys.set(later.keyId, world().key.known)
    expect(answer.reason).toBe('TopicDisallowed')
    client.close()
  })

  it('rejects a token renewed within 20 minutes, and accepts a later one', async () => {
    const client = await open()
    const at = Date.now() - 30 * 60_000
    const of = async (atMs: number) =>
      (await client.ask(request({ headers: signedBy(world().key, atMs) }).headers)).reason
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
      await client.ask({ ...request({ headers: deviceHeader('abc') }).headers, authorization })
    await closed
    expect(client.goaways[0]).toEqual({ code: 0, lastId: 3, reason: '{"reason":"BadDeviceToken"}' })
    await strict.close()
  })

  it('receives a GOAWAY with the reason on shutdown', async () => {
    const stopping = await simulatedApns()
    const client = await rawClient(stopping.simulator.origins.sandbox, stopping.simulator.caPem)
    await client.ask({
      ...request({}).headers,
      authorization: `bearer ${signProviderToken(stopping.key.signing, Date.now())}`,
    })
    await stopping.close()
    expect(client.goaways[0]).toMatchObject({ code: 0, reason: '{"reason":"Shutdown"}' })
  })

  it('is refused after too many connections in a minute', async () => {
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
    const { port } = new URL(world().simulator.origins.sandbox)
    const socket = connectTls({
      port: Number(port),
      host: 'localhost',
      ca: world().simulator.caPem,
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
