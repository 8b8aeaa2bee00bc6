import { afterAll, beforeAll, beforeEach } from 'vitest'
import { signProviderToken } from '@/lib/apns/transport/provider-tokens'
import { rawClient } from './raw-client'
import { makeSigningKey, simulatedApns, token, topic } from './simulated-apns'

/** What a test changes in a valid request. Undefined leaves a header out. */
export type RequestChange = { headers?: Record<string, string | string[] | undefined>; body?: Buffer | string }

/** Starts a simulator that knows keys and devices of every kind, for all tests of a file. */
export function requestWorld() {
  let world: Awaited<ReturnType<typeof simulatedApns>>
  let jwt: string
  const keys = {
    other: makeSigningKey({ keyId: 'OTHER67890', teamId: 'OTHERTEAM0', bundleIds: ['com.other.app'] }),
    revoked: makeSigningKey({ keyId: 'REVOKED890', isRevoked: true }),
    production: makeSigningKey({ keyId: 'PRODUCTION', environments: ['production'] }),
    unrelated: makeSigningKey({ keyId: 'UNRELATED0', family: 'topic-specific' }),
  }
  const devices = { dead: token(), expired: token(), ofProduction: token(), ofOtherApp: token() }
  const since = new Date('2026-01-02T03:04:05Z')

  beforeAll(async () => {
    world = await simulatedApns({ tokenPushesMax: 3, errorBudget: 10_000 })
    for (const { known } of Object.values(keys)) world.keys.set(known.keyId, known)
    world.devices.set(devices.dead, [{ environmentName: 'sandbox', topic, state: 'unregistered', since }])
    world.devices.set(devices.expired, [{ environmentName: 'sandbox', topic, state: 'expired', since }])
    world.devices.set(devices.ofProduction, [{ environmentName: 'production', topic, state: 'active', since }])
    world.devices.set(devices.ofOtherApp, [
      { environmentName: 'sandbox', topic: 'com.example.another', state: 'active', since },
    ])
  })
  afterAll(() => world.close())
  beforeEach(() => {
    jwt = signProviderToken(world.key.signing, Date.now())
  })

  function request({ headers = {}, body }: RequestChange) {
    const all = {
      ':path': `/3/device/${token()}`,
      authorization: `bearer ${jwt}`,
      'apns-topic': topic,
      'apns-push-type': 'alert',
      ...headers,
    }
    return { headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)), body }
  }

  async function asked(change: RequestChange, environmentName: 'sandbox' | 'production' = 'sandbox') {
    const client = await rawClient(world.simulator.origins[environmentName], world.simulator.caPem)
    const { headers, body } = request(change)
    const answer = await client.ask(headers, body)
    client.close()
    return answer
  }

  return { world: () => world, jwt: () => jwt, ...keys, ...devices, since, request, asked }
}

export const deviceHeader = (deviceToken: string) => ({ ':path': `/3/device/${deviceToken}` })
export const signedBy = (key: ReturnType<typeof makeSigningKey>, atMs = Date.now()) => ({
  authorization: `bearer ${signProviderToken(key.signing, atMs)}`,
})
