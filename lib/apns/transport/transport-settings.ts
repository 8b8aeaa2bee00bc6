import type { ProviderTokens } from './provider-tokens'
import type { SessionOptions } from './session'

export type TransportOptions = { origin: string; tokens: ProviderTokens; ca?: string } & Partial<TransportSettings>

export type TransportSettings = Omit<SessionOptions, 'origin' | 'ca'> & {
  /** Maximum number of connections. A second one opens when the first is full. */
  sessionsMax: number
  queueMax: number
  /** How long a request may wait for a connection and a stream. */
  queueTimeoutMs: number
  closeTimeoutMs: number
  random: () => number
  note: (event: TransportEvent) => void
}

/** For the log. */
export type TransportEvent =
  | { event: 'connected' }
  | { event: 'disconnected'; error?: string; goaway?: { code: number; lastId: number; reason: string } }
  | { event: 'token_failed'; error: string }

export type TransportStats = {
  connections: number
  streams: number
  streamsMax: number
  queued: number
  connects: number
  connectFailures: number
  requests: number
  repeats: number
  tokenRenewals: number
}

export const transportDefaults: TransportSettings = {
  streamsMax: 1000,
  sessionsMax: 1,
  queueMax: 10_000,
  queueTimeoutMs: 15_000,
  connectTimeoutMs: 10_000,
  requestTimeoutMs: 10_000,
  pingTimeoutMs: 2_000,
  probeAfterIdleMs: 120_000,
  pingAfterIdleMs: 3_600_000,
  closeTimeoutMs: 10_000,
  random: Math.random,
  note: () => undefined,
}
