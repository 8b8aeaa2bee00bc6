/** What a publishable key may be used for at most, in all processes together, besides the rate of the key itself. */
export const publicLimits = {
  registration: { label: 'Registering and removing a device', seconds: 60, customer: 30, device: 30, address: 1_200 },
  evaluation: { label: 'Evaluating the prompt', seconds: 10, customer: 200, device: null, address: 5_000 },
  event: { label: 'Presence, receipts, and prompt events', seconds: 60, customer: 600, device: null, address: 6_000 },
} as const

export type PublicCall = keyof typeof publicLimits

/** Open event streams of the prompt, in each process, whose memory they take. */
export const streamLimits = { key: 10_000, address: 500 }

export const ratePerSecondDefaults = { publishable: 5_000, secret: 20_000 }
