import { afterEach, describe, expect, it } from 'vitest'
import type { SimulatorSettings } from '@/lib/apns/simulator/state/settings'
import { rawClient } from '@/lib/apns/testing/raw-client'
import { makeSigningKey, simulatedApns, token, topic } from '@/lib/apns/testing/simulated-apns'
import { signProviderToken } from '@/lib/apns/transport/provider-tokens'

const worlds: Awaited<ReturnType<typeof simulatedApns>>[] = []
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.close()))
})

async function connected(settings: Partial<SimulatorSettings> = {}) {
  const world = await simulatedApns(settings)
  worlds.push(world)
  const client = await rawClient(world.simulator.origins.sandbox, world.simulator.caPem)
  const jwt = signProviderToken(world.key.signing, Date.now())
  const ask = (headers: Record<string, string> = {}) =>
    client.ask({
      ':path': `/3/device/${token()}`,
      authorization: `bearer ${jwt}`,
      'apns-topic': topic,
      'apns-push-type': 'alert',
      ...headers,
    })
  return { world, client, ask, jwt, streams: () => client.session.remoteSettings.maxConcurrentStreams }
}

describe('a connection to the simulator', () => {
  it('receives a GOAWAY with the reason when idle', async () => {
    const { client } = await connected({ idleMs: 30 })
    await new Promise<void>((resolve) => client.session.once('close', () => resolve()))
    expect(client.goaways[0]).toEqual({ code: 0, lastId: 0, reason: '{"reason":"IdleTimeout"}' })
  })

  it('drops to one stream after an error until the next good push, as APNs once did', async () => {
    const { ask, streams } = await connected({ throttlesAfterErrors: true })
    await ask()
    expect(streams()).toBe(1000)
    await ask({ 'apns-priority': '7' })
    await expect.poll(streams).toBe(1)
    await ask()
    await expect.poll(streams).toBe(1000)
  })

  it('regains its error budget with good pushes', async () => {
    const { ask, client } = await connected({ errorBudget: 2 })
    for (let count = 0; count < 6; count++) {
      await ask({ 'apns-priority': '7' })
      await ask()
    }
    expect(client.goaways).toEqual([])
  })
})

describe('an option of the simulator', () => {
  it('rejects pushes without a push type', async () => {
    const { ask } = await connected({ requiresPushType: true })
    const { reason } = await ask({ 'apns-push-type': '' })
    expect(reason).toBe('InvalidPushType')
  })

  it('accepts only registered tokens', async () => {
    const { world, ask } = await connected({ devices: 'registry' })
    expect((await ask()).reason).toBe('BadDeviceToken')
    const known = token()
    world.devices.set(known, [{ environmentName: 'sandbox', topic, state: 'active', since: new Date() }])
    expect((await ask({ ':path': `/3/device/${known}` })).status).toBe(200)
  })

  it('spells a reason as Apple’s servers do, not as its documentation does', async () => {
    const { world, ask } = await connected({ usesFieldSpelling: true })
    const production = makeSigningKey({ keyId: 'PRODUCTION', environments: ['production'] })
    world.keys.set('PRODUCTION', production.known)
    const { reason } = await ask({ authorization: `bearer ${signProviderToken(production.signing, Date.now())}` })
    expect(reason).toBe('BadEnvironmentKeyInToken')
  })

  it('accepts signatures in padded base64, as Apple does', async () => {
    const { ask, jwt } = await connected({ tokens: 'lax' })
    const [header, claims, signature = ''] = jwt.split('.')
    const padded = Buffer.from(signature, 'base64url').toString('base64')
    expect((await ask({ authorization: `bearer ${header}.${claims}.${padded}` })).status).toBe(200)
    const strict = await connected()
    const refused = await strict.ask({ authorization: `bearer ${header}.${claims}.${padded}` })
    expect(refused.reason).toBe('InvalidProviderToken')
  })

  it('repeats random faults with the same seed', async () => {
    const { world, ask } = await connected()
    const fault = { effect: { kind: 'answer', status: 503, reason: 'ServiceUnavailable' }, probability: 0.5 } as const
    const statuses = async () => {
      world.simulator.seed(42)
      await world.simulator.setFaults([fault])
      const all = []
      for (let count = 0; count < 12; count++) all.push((await ask()).status)
      return all
    }
    const first = await statuses()
    expect(new Set(first)).toEqual(new Set([200, 503]))
    expect(await statuses()).toEqual(first)
  })
})

describe('the simulator’s report on a client', () => {
  it('detects a repeat under a new ID by token and payload', async () => {
    const { world, ask } = await connected()
    const path = { ':path': `/3/device/${token()}` }
    await ask(path)
    await ask(path)
    await ask()
    expect(world.simulator.observations.report()).toMatchObject({
      acceptedMoreThanOnce: [],
      samePayloadMoreThanOnce: [{ token: path[':path'].slice(10), payloadHash: expect.any(String), times: 2 }],
    })
  })

  it('counts responses, retried final errors, and provider tokens with the intervals between them', async () => {
    const { world, ask } = await connected()
    const again = { 'apns-id': '0b5bd4a6-0e1f-4f0e-9d0c-3f8f0d4d2a11', ':path': '/3/device/abc' }
    await ask({ authorization: `bearer ${signProviderToken(world.key.signing, Date.now() - 1_800_000)}` })
    await ask(again)
    await ask(again)
    expect(world.simulator.observations.report()).toMatchObject({
      answers: { 200: 1, '400 BadDeviceToken': 2 },
      retriesOfFinalRefusals: 1,
      providerTokens: 2,
      providerTokenIntervalsMs: [1_800_000],
      connects: 1,
      connectionsPeak: 1,
    })
  })

  it('is cleared by a reset', async () => {
    const { world, ask } = await connected({ tokenPushesMax: 1 })
    const path = { ':path': `/3/device/${token()}` }
    await ask(path)
    expect((await ask(path)).status).toBe(429)
    await world.simulator.setFaults([{ effect: { kind: 'answer', status: 500 } }])
    world.simulator.setClock(86_400_000)
    await world.simulator.reset()
    expect(world.simulator.observations.report()).toMatchObject({ answers: {}, accepted: 0 })
    expect((await ask(path)).status).toBe(200)
  })
})
