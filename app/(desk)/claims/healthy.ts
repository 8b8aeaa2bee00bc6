import type { EnvironmentHealth } from '@/lib/companies/environment-health'
import { now } from './claim'

const prompt: EnvironmentHealth['prompt'] = {
  isAsking: true,
  isSwitchedOn: true,
  isReadable: true,
  isStopped: false,
  word: 'On for everyone',
  source: 'app',
}
/** An environment without problems, key, or endpoint. */
export const healthy: EnvironmentHealth = {
  activeDevices: 20_000,
  hasMoreDevices: true,
  lastDay: {
    accepted: 9,
    suppressed: 0,
    failed: 1,
    expired: 0,
    waiting: 0,
    total: 10,
    isCapped: false,
    cappedOutcomes: [],
  },
  acceptedShare: 0.9,
  acceptedShareOfNewest: null,
  waitingCount: 0,
  oldestWaitingSince: undefined,
  workers: { running: 1, lastSeenAt: now },
  prompt,
  askedWhileOff: 0,
  funnel: { displayed: 0, accepted: 0, allowed: 0, refused: 0 },
  key: undefined,
  endpoint: undefined,
  managers: [],
}
