/** Limits on the use of publishable keys, for all processes together, in addition to the rate limit of each key. */
export const publicLimits = {
  registration: { label: 'Registering and removing a device', seconds: 60, customer: 30, device: 30, address: 1_200 },
  evaluation: { label: 'Evaluating the prompt', seconds: 10, customer: 200, device: null, address: 5_000 },
  event: { label: 'Presence, receipts, and prompt events', seconds: 60, customer: 600, device: null, address: 6_000 },
} as const

export type PublicCall = keyof typeof publicLimits

/** Limits on open prompt event streams. They apply per process, because streams use its memory. */
export const streamLimits = { key: 10_000, address: 500 }

export const ratePerSecondDefaults = { publishable: 5_000, secret: 20_000 }
