import type { FaultInput } from './faults'

export const presetNames = [
  'apple_maintenance',
  'bad_credentials',
  'dead_tokens',
  'rate_limited',
  'network_cut',
] as const
export type PresetName = (typeof presetNames)[number]

export type Preset = { name: PresetName; title: string; description: string; faults: FaultInput[] }

const answer = (status: number, reason: string) => ({ kind: 'answer' as const, status, reason })

/** Common APNs failures. */
export const presets: readonly Preset[] = [
  {
    name: 'apple_maintenance',
    title: 'Apple maintenance',
    description: 'Responses are slow, a third of them are 503, and connections close from time to time.',
    faults: [
      { effect: { kind: 'latency', ms: 150, jitterMs: 350 } },
      { effect: { kind: 'goaway', last: 'this', reason: 'Shutdown' }, probability: 0.02 },
      { effect: answer(503, 'ServiceUnavailable'), probability: 0.33 },
    ],
  },
  {
    name: 'bad_credentials',
    title: 'Bad credentials',
    description:
      'The key was revoked at Apple. Every push is rejected, and deliveries are on hold until a key is accepted.',
    faults: [{ effect: { kind: 'revoked_key' } }],
  },
  {
    name: 'dead_tokens',
    title: 'Dead tokens',
    description: '5% of devices removed the app. The same devices always get a 410 response.',
    faults: [{ effect: { ...answer(410, 'Unregistered'), timestampOffsetMs: 0 }, tokenShare: 0.05 }],
  },
  {
    name: 'rate_limited',
    title: 'Rate limited',
    description: 'Half of the pushes exceed the limit of their device and get a 429 response.',
    faults: [{ effect: answer(429, 'TooManyRequests'), probability: 0.5 }],
  },
  {
    name: 'network_cut',
    title: 'Network cut',
    description: 'Connections stay open without a response, as behind a firewall that dropped them.',
    faults: [{ effect: { kind: 'black_hole' } }],
  },
]

export function findPreset(name: PresetName): Preset {
  const found = presets.find((preset) => preset.name === name)
  if (!found) throw new Error(`There is no preset ${name}.`)
  return found
}
