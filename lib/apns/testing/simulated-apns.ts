import { createPublicKey, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { type Certificates, makeCertificates } from '@/lib/apns/simulator/certificates'
import { Simulator } from '@/lib/apns/simulator/simulator'
import type { ChannelBook, KnownDevice, RecordedPush, SimulatedApnsKey } from '@/lib/apns/simulator/state/ports'
import type { SimulatorSettings } from '@/lib/apns/simulator/state/settings'
import type { ApnsRequest } from '@/lib/apns/transport/apns-request'
import { createProviderTokens, memoryTokenStore, type SigningKey } from '@/lib/apns/transport/provider-tokens'
import { ApnsTransport } from '@/lib/apns/transport/transport'
import type { TransportOptions } from '@/lib/apns/transport/transport-settings'

export const topic = 'com.example.app'

let certificates: Promise<Certificates> | undefined

/** Makes a signing key, and what the simulator knows about it. */
export function makeSigningKey(given: Partial<SimulatedApnsKey> = {}): {
  signing: SigningKey
  known: SimulatedApnsKey
} {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const known: SimulatedApnsKey = {
    keyId: 'KEY4567890',
    teamId: 'TEAM567890',
    publicKey: createPublicKey(pem),
    environments: ['production', 'sandbox'],
    bundleIds: [topic],
    family: given.teamId ?? 'TEAM567890',
    isRevoked: false,
    ...given,
  }
  return { signing: { keyId: known.keyId, teamId: known.teamId, privateKey: pem }, known }
}

/** Starts a simulator with one key and in-memory state. */
export async function simulatedApns(settings: Partial<SimulatorSettings> = {}) {
  certificates ??= makeCertificates()
  const key = makeSigningKey()
  const keys = new Map([[key.known.keyId, key.known]])
  const devices = new Map<string, KnownDevice[]>()
  const pushes: RecordedPush[] = []
  const ports = {
    findKey: (keyId: string) => keys.get(keyId),
    findDevices: (token: string) => devices.get(token) ?? [],
    async record(push: RecordedPush) {
      pushes.push(push)
    },
    channels: channelsInMemory(),
  }
  const simulator = await new Simulator(ports, await certificates, settings).listen()
  const transports: ApnsTransport[] = []
  return {
    simulator,
    key,
    keys,
    devices,
    pushes,
    /** How often the push with this apns-id was processed. */
    timesProcessed: (id: string) => pushes.filter((push) => push.apnsId === id && push.status === 200).length,
    transport(options: Partial<TransportOptions> = {}) {
      const tokens = createProviderTokens({ key: key.signing, store: memoryTokenStore() })
      const { origins, caPem } = simulator
      const made = new ApnsTransport({ origin: origins.sandbox, ca: caPem, tokens, ...options })
      transports.push(made)
      return made
    },
    async close() {
      await Promise.all(transports.map((transport) => transport.close()))
      await simulator.close()
    },
  }
}

function channelsInMemory(): ChannelBook {
  const all = new Map<string, Awaited<ReturnType<ChannelBook['ofApp']>>[number]>()
  const keyOf = (environmentName: string, channelId: string) => `${environmentName} ${channelId}`
  const ofApp = async (environmentName: string, bundleId: string) =>
    [...all].flatMap(([key, one]) =>
      key === keyOf(environmentName, one.channelId) && one.bundleId === bundleId ? [one] : [],
    )
  return {
    find: async (environmentName, channelId) => all.get(keyOf(environmentName, channelId)),
    ofApp,
    async add(environmentName, channel, countMax) {
      if ((await ofApp(environmentName, channel.bundleId)).length >= countMax) return false
      all.set(keyOf(environmentName, channel.channelId), channel)
      return true
    },
    async remove(environmentName, channelId) {
      all.delete(keyOf(environmentName, channelId))
    },
  }
}

export const token = () => randomBytes(32).toString('hex')

export function push(given: Partial<ApnsRequest> = {}): ApnsRequest {
  return {
    deviceToken: token(),
    topic,
    id: randomUUID(),
    pushType: 'alert',
    payload: Buffer.from('{"aps":{"alert":"hello"}}'),
    ...given,
  }
}
