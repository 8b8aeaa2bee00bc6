import type { KeyObject } from 'node:crypto'
import type { EnvironmentName } from '@/db/schema/companies'

/** A key that the simulated Apple has issued. */
export type SimulatedApnsKey = {
  keyId: string
  teamId: string
  publicKey: KeyObject
  environments: readonly EnvironmentName[]
  /** The team's bundle ids, as far as this key may push to them. */
  bundleIds: readonly string[]
  /** Keys of one family may follow each other on one connection: a team's own keys, or one topic-specific key. */
  family: string
  isRevoked: boolean
}

export type DeviceState =
  | 'active'
  | 'unknown'
  | 'unregistered'
  | 'expired'
  | 'offline'
  | 'low_power'
  | 'notifications_disabled'

export type KnownDevice = { environmentName: EnvironmentName; topic: string; state: DeviceState; since: Date }

/** One request and what was answered: a line of the delivery log. */
export type RecordedPush = {
  id: string
  apnsId: string
  environmentName: EnvironmentName
  token: string
  topic: string
  status: number
  reason: string | null
  headers: Record<string, string>
  payload: Record<string, unknown> | null
  payloadBytes: number
  lints: string[]
  /** The key for Apple's delivery log; in the sandbox only. */
  uniqueId: string | null
  payloadHash: string | null
  keyId: string | null
  connectionId: number | null
  streamId: number | null
  fate: DeviceOutcome | null
  deviceOutcomeReason: string | null
  /** When it goes on by itself, if it was stored for a time. */
  releaseAt: Date | null
  createdAt: Date
}

export type DeviceOutcome = 'delivered' | 'stored' | 'discarded'

/** 1 keeps the newest message for those who subscribe later; 0 keeps none. */
export type StoragePolicy = 0 | 1
export type KnownChannel = { channelId: string; bundleId: string; storagePolicy: StoragePolicy }

/** The broadcast channels of one environment; the other never sees them. */
export type ChannelBook = {
  find(environmentName: EnvironmentName, channelId: string): Promise<KnownChannel | undefined>
  ofApp(environmentName: EnvironmentName, bundleId: string): Promise<KnownChannel[]>
  /** False: the app has `countMax` already. */
  add(environmentName: EnvironmentName, channel: KnownChannel, countMax: number): Promise<boolean>
  remove(environmentName: EnvironmentName, channelId: string): Promise<void>
}

/** All that the simulator knows of the world. Tests give their own; start-simulator gives the database's. */
export type SimulatorPorts = {
  findKey(keyId: string): Promise<SimulatedApnsKey | undefined> | SimulatedApnsKey | undefined
  /** Undefined: never heard of. Unknown tokens are live devices in `open` mode, bad ones in `registry` mode. */
  findDevices(token: string): readonly KnownDevice[]
  channels: ChannelBook
  /** Resolves when it is kept; only then is the request answered. */
  record(push: RecordedPush): Promise<void>
}
