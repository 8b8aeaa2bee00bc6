import type { ReaskPolicy } from './prompt-answer'
import { cell, type KeyValueStorage } from './storage'
import { type User, userKey } from './user'

type Asked = Record<string, { times: number; lastAt: number }>

const dayMs = 86_400_000

/** How often each customer was asked on this device, for the re-ask policy. */
export function createPromptHistory(storage: KeyValueStorage, now: () => number) {
  const asked = cell<Asked>(storage, 'asked', {}, (value) => typeof value === 'object' && value !== null)

  return {
    noteAsked(user: User) {
      const all = asked.read()
      const times = (all[userKey(user)]?.times ?? 0) + 1
      asked.write({ ...all, [userKey(user)]: { times, lastAt: now() } })
    },
    /** What rules may look at: how often, and when last. */
    contextOf(user: User): { timesAsked: number; lastDismissedAt?: string } {
      const before = asked.read()[userKey(user)]
      if (!before) return { timesAsked: 0 }
      return { timesAsked: before.times, lastDismissedAt: new Date(before.lastAt).toISOString() }
    },
    /** Why not now, undefined when the policy has nothing against it. */
    objection(user: User, { afterDays, timesMax }: ReaskPolicy): 'asked_recently' | 'asked_enough' | undefined {
      const before = asked.read()[userKey(user)]
      if (!before) return undefined
      if (before.times >= timesMax) return 'asked_enough'
      return now() < before.lastAt + afterDays * dayMs ? 'asked_recently' : undefined
    },
  }
}
