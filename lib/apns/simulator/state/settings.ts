/** How strict, and how patient. The defaults are what Apple documents, or the field has measured. */
export type SimulatorSettings = {
  /** What an unknown token is. */
  devices: 'open' | 'registry'
  /** Streams after the first valid token. */
  streams: number
  /** `strict` refuses an `iat` that is not a number and signatures in padded base64, as Apple does not. */
  tokens: 'strict' | 'lax'
  requiresPushType: boolean
  /** Answers with the spelling that Apple's servers use, instead of the documented one. */
  usesFieldSpelling: boolean
  /** Each 4xx costs 1, BadDeviceToken 5, each 200 gives 1 back; above it, the connection is closed. */
  errorBudget: number
  /** Each 4xx lowers the streams to one until the next 200, as measured until 2020. */
  throttlesAfterErrors: boolean
  connectsPerMinuteMax: number
  refuseMs: number
  idleMs: number
  /** Pushes to one token within `tokenWindowMs`; 0: no limit. */
  tokenPushesMax: number
  tokenWindowMs: number
  /** Silent pushes that wake an app within an hour (pushing-background-updates-to-your-app: two or three). */
  silentPerHourMax: number
  /** How often a device that saves power takes what waits with priority 5. Apple gives no figure; this one can be watched. */
  powerWindowMs: number
  channelsPerAppMax: number
  /** Bundle ids whose broadcast capability is off. */
  withoutBroadcasts: readonly string[]
  now: () => number
  random: () => number
}

export const defaultSettings: SimulatorSettings = {
  devices: 'open',
  streams: 1000,
  tokens: 'strict',
  requiresPushType: false,
  usesFieldSpelling: false,
  errorBudget: 250,
  throttlesAfterErrors: false,
  connectsPerMinuteMax: 120,
  refuseMs: 30_000,
  idleMs: 3_600_000,
  tokenPushesMax: 20,
  tokenWindowMs: 10_000,
  silentPerHourMax: 3,
  powerWindowMs: 60_000,
  channelsPerAppMax: 10_000,
  withoutBroadcasts: [],
  now: Date.now,
  random: Math.random,
}
