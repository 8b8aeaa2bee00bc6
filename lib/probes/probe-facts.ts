import { permissionLabels } from '@/lib/devices/device-labels'
import { formatDuration } from '@/lib/format/duration'
import type { KeptAnswer } from './phone-answer'

export type ProbeFact = { term: string; value?: string; at?: string }
type Token = 'same' | 'other' | 'not_told' | null

const words = [
  ['banners', 'Banners'],
  ['lockScreen', 'Lock screen'],
  ['notificationCenter', 'Notification Center'],
  ['sound', 'Sounds'],
  ['badge', 'Badges'],
  ['timeSensitive', 'Time-sensitive'],
] as const

const previews = { always: 'Always', whenAuthenticated: 'When unlocked', never: 'Never' } as const
const tokens = {
  same: 'The registered one',
  other: 'Not the registered one',
  not_told: 'Not reported',
} as const

/** Returns the phone's answer in plain words, without values that it didn't report. */
export function probeFactsOf(answer: KeptAnswer, token: Token): ProbeFact[] {
  const { permission, settings = {}, bundleId, apnsEnvironment, backgroundRefresh, lowPowerMode, lastPush } = answer
  const named = (value: 'enabled' | 'disabled') =>
    words.flatMap(([key, word]) => (settings[key] === value ? [word] : [])).join(', ')
  const facts: ProbeFact[] = [
    { term: 'Notifications', value: permission && permissionLabels[permission] },
    { term: 'On', value: named('enabled') },
    { term: 'Off', value: named('disabled') },
    {
      term: 'Delivered',
      value:
        settings.scheduledSummary && (settings.scheduledSummary === 'enabled' ? 'In the scheduled summary' : 'At once'),
    },
    { term: 'Previews', value: settings.showPreviews && previews[settings.showPreviews] },
    { term: 'Token', value: token ? tokens[token] : undefined },
    { term: 'App', value: [bundleId, answer.appVersion].filter(Boolean).join(' ') },
    { term: 'Signed for', value: apnsEnvironment },
    { term: 'SDK', value: answer.sdkVersion },
    { term: 'Phone', value: answer.osVersion && `iOS ${answer.osVersion}` },
    { term: 'Clock', value: answer.clockAheadMs === undefined ? undefined : clockWord(answer.clockAheadMs) },
    { term: 'Background refresh', value: backgroundRefresh && (backgroundRefresh === 'available' ? 'On' : 'Off') },
    { term: 'Low Power Mode', value: lowPowerMode === undefined ? undefined : lowPowerMode ? 'On' : 'Off' },
    { term: 'Last push', at: lastPush?.receivedAt },
  ]
  return facts.filter(({ value, at }) => value || at)
}

/** Allows a few seconds for the answer to arrive. */
function clockWord(aheadMs: number) {
  if (Math.abs(aheadMs) < 10_000) return 'Right'
  return `${formatDuration(Math.abs(aheadMs))} ${aheadMs > 0 ? 'ahead' : 'behind'}`
}

const corrected = { permission: 'the permission', versions: 'the versions', token: 'the token' } as const

export const correctedWords = (corrections: readonly (keyof typeof corrected)[]) =>
  corrections.map((one) => corrected[one])
