/** How strict and how patient the simulator is. The defaults are documented by Apple or measured in the field. */
export type SimulatorSettings = {
  /** Whether an unknown token is a live device (`open`) or a bad token (`registry`). */
  devices: 'open' | 'registry'
  /** Streams after the first valid token. */
  streams: number
  /** `strict` rejects a non-numeric `iat` and signatures in padded base64, which Apple accepts. */
  tokens: 'strict' | 'lax'
  requiresPushType: boolean
  /** Returns the spelling that Apple's servers use instead of the documented one. */
  usesFieldSpelling: boolean
  /** Each 4xx except 410 costs 1, BadDeviceToken 5; each 200 gives 1 back. Above it, the connection is closed. */
  errorBudget: number
  /** Each 4xx lowers the streams to one until the next 200, as measured until 2020. */
  throttlesAfterErrors: boolean
  connectsPerMinuteMax: number
  refuseMs: number
  idleMs: number
  /** Pushes to one token within `tokenWindowMs`. 0 means no limit. */
  tokenPushesMax: number
  tokenWindowMs: number
  /** Silent pushes that wake an app within an hour (pushing-background-updates-to-your-app: two or three). */
  silentPerHourMax: number
  /** How often a device in low-power mode gets pushes of priority 5. Apple gives no figure; this one can be watched. */
  powerWindowMs: number
  channelsPerAppMax: number
  /** Bundle IDs whose broadcast capability is off. */
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
