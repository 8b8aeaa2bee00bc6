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

/** Bad days that everybody who runs pushes has sooner or later. */
export const presets: readonly Preset[] = [
  {
    name: 'apple_maintenance',
    title: 'Apple maintenance',
    description: 'Answers are slow, a third are 503, and connections are closed now and then.',
    faults: [
      { effect: { kind: 'latency', ms: 150, jitterMs: 350 } },
      { effect: { kind: 'goaway', last: 'this', reason: 'Shutdown' }, probability: 0.02 },
      { effect: answer(503, 'ServiceUnavailable'), probability: 0.33 },
    ],
  },
  {
    name: 'bad_credentials',
    title: 'Bad credentials',
    description: 'The key was revoked at Apple: every push is refused, and the queue waits for a good key.',
    faults: [{ effect: { kind: 'revoked_key' } }],
  },
  {
    name: 'dead_tokens',
    title: 'Dead tokens',
    description: 'One device in twenty has removed the app: always the same ones answer 410.',
    faults: [{ effect: { ...answer(410, 'Unregistered'), timestampOffsetMs: 0 }, tokenShare: 0.05 }],
  },
  {
    name: 'rate_limited',
    title: 'Rate limited',
    description: 'Half of the pushes are too many for their device: 429.',
    faults: [{ effect: answer(429, 'TooManyRequests'), probability: 0.5 }],
  },
  {
    name: 'network_cut',
    title: 'Network cut',
    description: 'Connections stay open and nobody answers, as behind a firewall that forgot them.',
    faults: [{ effect: { kind: 'black_hole' } }],
  },
]

export function findPreset(name: PresetName): Preset {
  const found = presets.find((preset) => preset.name === name)
  if (!found) throw new Error(`There is no preset ${name}.`)
  return found
}
