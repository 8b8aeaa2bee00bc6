import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rawClient } from '@/lib/apns/testing/raw-client'
import { push, simulatedApns, token, topic } from '@/lib/apns/testing/simulated-apns'
import { signProviderToken } from '@/lib/apns/transport/provider-tokens'

let world: Awaited<ReturnType<typeof simulatedApns>>
let clock = Date.now()
beforeEach(async () => {
  clock = Date.now()
  world = await simulatedApns({ now: () => clock })
})
afterEach(() => world.close())

async function connected(environmentName: 'production' | 'sandbox' = 'sandbox') {
  const client = await rawClient(world.simulator.origins[environmentName], world.simulator.caPem)
  const authorization = `bearer ${signProviderToken(world.key.signing, clock)}`
  const ask = async (deviceToken = token()) => {
    const answer = await client.ask({
      ':path': `/3/device/${deviceToken}`,
      authorization,
      'apns-topic': topic,
      'apns-push-type': 'alert',
    })
    return answer.reason ?? answer.status
  }
  return { ...client, ask }
}

describe('a lasting fault', () => {
  it('revokes a key in the middle of a connection, and restores it', async () => {
    const client = await connected()
    expect(await client.ask()).toBe(200)
    await world.simulator.setFaults([{ effect: { kind: 'revoked_key' }, bundleId: topic }])
    expect(await client.ask()).toBe('Forbidden')
    await world.simulator.setFaults([])
    expect(await client.ask()).toBe(200)
    client.close()
  })

  it('affects only its own app on a connection that several apps of a team share', async () => {
    const { known } = world.key
    world.keys.set(known.keyId, { ...known, bundleIds: [topic, 'com.example.other'] })
    const client = await connected()
    expect(await client.ask()).toBe(200)
    await world.simulator.setFaults([
      { effect: { kind: 'revoked_key' }, bundleId: 'com.example.other' },
      { effect: { kind: 'clock', skewMs: 7_200_000 }, bundleId: 'com.example.other' },
      { effect: { kind: 'streams', max: 1 }, bundleId: 'com.example.other' },
      { effect: { kind: 'black_hole' }, bundleId: 'com.example.other' },
    ])
    expect(await client.ask()).toBe(200)
    expect(client.session.remoteSettings.maxConcurrentStreams).toBe(1000)
    client.close()
  })

  it('takes the servers out of service in turns', async () => {
    await world.simulator.setFaults([{ effect: { kind: 'rolling_outage', everyMs: 10_000 } }])
    const seen = []
    for (const afterMs of [0, 10_000, 20_000]) {
      clock += afterMs === 0 ? 0 : 10_000
      for (const environmentName of ['production', 'sandbox'] as const) {
        const client = await connected(environmentName)
        seen.push(await client.ask())
        client.close()
      }
    }
    expect(seen).toEqual(['Shutdown', 200, 200, 'Shutdown', 'Shutdown', 200])
  })

  it('closes the connections of a server that goes out of service', async () => {
    await world.simulator.setFaults([
      { effect: { kind: 'rolling_outage', everyMs: 10_000 }, environmentName: 'sandbox' },
    ])
    const client = await connected()
    const closed = new Promise((resolve) => client.session.once('close', resolve))
    expect(await client.ask()).toBe('Shutdown')
    await closed
    expect(client.goaways[0]?.reason).toBe('{"reason":"Shutdown"}')
  })

  it('rotates device tokens: old ones are dead from then on, new ones work', async () => {
    const [old, fresh] = [token(), token()]
    const client = await connected()
    expect(await client.ask(old)).toBe(200)
    await world.simulator.setFaults([{ effect: { kind: 'rotated_token' } }])
    clock += 5_000
    world.devices.set(fresh, [{ environmentName: 'sandbox', topic, state: 'active', since: new Date(clock) }])
    expect(await client.ask(fresh)).toBe(200)
    expect(await client.ask(old)).toBe('Unregistered')
    expect(await world.transport().send(push({ deviceToken: old }))).toMatchObject({
      status: 410,
      deadSince: new Date(clock - 5_000),
    })
    client.close()
  })

  it('allows no streams for a while, then lets the waiting pushes out', async () => {
    const transport = world.transport()
    await transport.send(push())
    await world.simulator.setFaults([{ effect: { kind: 'streams', max: 0 } }])
    await expect.poll(() => transport.stats().streamsMax).toBe(0)
    const waiting = [transport.send(push()), transport.send(push())]
    await expect.poll(() => transport.stats().queued).toBe(2)
    await world.simulator.setFaults([])
    for (const outcome of await Promise.all(waiting)) expect(outcome).toMatchObject({ status: 200 })
    expect(world.simulator.observations.report()).toMatchObject({ streamsAboveLimit: 0, connects: 1 })
  })

  it('sends GOAWAY with last stream ID 0 before it processes a request', async () => {
    await world.simulator.setFaults([{ effect: { kind: 'connect', how: 'goodbye' }, times: 1 }])
    const client = await connected()
    const closed = new Promise((resolve) => client.session.once('close', resolve))
    await closed
    expect(client.goaways[0]).toEqual({ code: 0, lastId: 0, reason: '{"reason":"Shutdown"}' })
  })
})
