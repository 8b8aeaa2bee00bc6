import type { ReaskPolicy } from './prompt-answer'
import { cell, type KeyValueStorage } from './storage'
import { type User, userKey } from './user'

type Entry = { times: number; lastAt: number }
type Asked = Record<string, Entry>

const dayMs = 86_400_000
/** A clock before this moment is wrong, because this SDK didn't exist yet. */
const sdkMadeAt = Date.UTC(2026, 0, 1)

/** Tracks how often each customer was asked on this device, for the re-ask policy. */
export function createPromptHistory(storage: KeyValueStorage, now: () => number) {
  const asked = cell<Asked>(storage, 'asked', {}, isAsked)

  /** A time far in the future came from a clock that was ahead: the wait begins now instead of lasting for years. */
  function entryOf(user: User): Entry | undefined {
    const all = asked.read()
    const entry = all[userKey(user)]
    if (!entry || now() < sdkMadeAt || entry.lastAt <= now() + dayMs) return entry
    const mended = { ...entry, lastAt: now() }
    asked.write({ ...all, [userKey(user)]: mended })
    return mended
  }

  return {
    noteAsked(user: User) {
      const all = asked.read()
      const times = (all[userKey(user)]?.times ?? 0) + 1
      asked.write({ ...all, [userKey(user)]: { times, lastAt: now() } })
    },
    /** Attributes for rules: how often the customer was asked, and when last. */
    contextOf(user: User): { timesAsked: number; lastDismissedAt?: string } {
      const before = entryOf(user)
      if (!before) return { timesAsked: 0 }
      return { timesAsked: before.times, lastDismissedAt: new Date(before.lastAt).toISOString() }
    },
    /** Why the policy forbids asking now. Undefined if it doesn't. */
    objection(user: User, { afterDays, timesMax }: ReaskPolicy): 'asked_recently' | 'asked_enough' | undefined {
      const before = entryOf(user)
      if (!before) return undefined
      if (before.times >= timesMax) return 'asked_enough'
      return now() < before.lastAt + afterDays * dayMs ? 'asked_recently' : undefined
    },
  }
}

function isAsked(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every(isEntry)
}

const isEntry = (entry: unknown) =>
  typeof entry === 'object' &&
  entry !== null &&
  'times' in entry &&
  Number.isSafeInteger(entry.times) &&
  'lastAt' in entry &&
  typeof entry.lastAt === 'number' &&
  Math.abs(entry.lastAt) <= 8.64e15
