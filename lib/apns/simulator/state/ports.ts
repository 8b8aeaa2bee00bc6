import type { KeyObject } from 'node:crypto'
import type { EnvironmentName } from '@/db/schema/companies'

/** An APNs key that the simulator knows. */
export type SimulatedApnsKey = {
  keyId: string
  teamId: string
  publicKey: KeyObject
  environments: readonly EnvironmentName[]
  /** The team's bundle IDs that this key may push to. */
  bundleIds: readonly string[]
  /** One connection may switch between keys of a family: a team's own keys, or one topic-specific key. */
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

/** A request and its response: one entry of the delivery log. */
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
  /** The lookup key for Apple's delivery log. Only in the sandbox. */
  uniqueId: string | null
  payloadHash: string | null
  keyId: string | null
  connectionId: number | null
  streamId: number | null
  fate: DeviceOutcome | null
  deviceOutcomeReason: string | null
  /** When a push that was stored for a limited time is released by itself. */
  releaseAt: Date | null
  createdAt: Date
}

export type DeviceOutcome = 'delivered' | 'stored' | 'discarded'

/** 1 stores the newest message for later subscribers; 0 stores none. */
export type StoragePolicy = 0 | 1
export type KnownChannel = { channelId: string; bundleId: string; storagePolicy: StoragePolicy }

/** Broadcast channels. Each belongs to one environment, and the other never sees it. */
export type ChannelBook = {
  find(environmentName: EnvironmentName, channelId: string): Promise<KnownChannel | undefined>
  ofApp(environmentName: EnvironmentName, bundleId: string): Promise<KnownChannel[]>
  /** Returns false if the app already has `countMax` channels. */
  add(environmentName: EnvironmentName, channel: KnownChannel, countMax: number): Promise<boolean>
  remove(environmentName: EnvironmentName, channelId: string): Promise<void>
}

/** Everything the simulator knows about the world. Tests supply their own; start-simulator uses the database. */
export type SimulatorPorts = {
  findKey(keyId: string): Promise<SimulatedApnsKey | undefined> | SimulatedApnsKey | undefined
  /** Empty for an unknown token, which is a live device in `open` mode and a bad token in `registry` mode. */
  findDevices(token: string): readonly KnownDevice[]
  channels: ChannelBook
  /** Resolves once the push is stored. The simulator responds only then. */
  record(push: RecordedPush): Promise<void>
}
