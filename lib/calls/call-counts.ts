import type { Db } from '@/db/client'
import { processWide } from '@/db/process-wide'
import { addCallCounts, type CallCount, type RefusedKey } from '@/db/queries/incidents/traffic'
import { hashOf } from '@/lib/secrets'

export type CountedCall = CallCount['call']

/** So many kinds of answers are told apart until the next write: memory stays bounded, whoever calls with whatever key. */
const kindsMax = 5_000

type Answered = { environmentId: string; call: CountedCall; code: string | null; count: number }
type Counts = {
  answers: Map<string, Answered>
  keys: Map<string, RefusedKey>
}

const kept = processWide<WeakMap<Db, Counts>>('callCounts')

function countsOf(db: Db): Counts {
  const all = kept.get() ?? new WeakMap<Db, Counts>()
  kept.set(all)
  const known = all.get(db) ?? { answers: new Map(), keys: new Map() }
  all.set(db, known)
  return known
}

/** Counts in memory how a call was answered; whoever is on duty in this process writes it within seconds. */
export function countCall(db: Db, environmentId: string, call: CountedCall, code: string | null) {
  addAnswer(countsOf(db), { environmentId, call, code, count: 1 })
}

/** Of a key that isn't good any more it is known only later whose it was. */
export function countRefusedKey(db: Db, key: string, call: CountedCall) {
  addKey(countsOf(db), { keyHash: hashOf(key), call, count: 1 })
}

/** What can't be written is counted on, and written the next time. */
export async function writeCallCounts(db: Db, { now = new Date() }: { now?: Date } = {}) {
  const counts = countsOf(db)
  const [answers, keys] = [[...counts.answers.values()], [...counts.keys.values()]]
  if (answers.length === 0 && keys.length === 0) return
  counts.answers.clear()
  counts.keys.clear()
  try {
    // Both or neither, so that nothing is written a second time.
    await db.transaction((tx) =>
      addCallCounts(tx, { counts: answers.map((one) => ({ ...one, at: now })), refusedKeys: keys, at: now }),
    )
  } catch (error) {
    for (const one of answers) addAnswer(counts, one)
    for (const one of keys) addKey(counts, one)
    throw error
  }
}

function addAnswer({ answers }: Counts, { count, ...one }: Answered) {
  const key = `${one.environmentId} ${one.call} ${one.code ?? ''}`
  const known = answers.get(key)
  if (known) known.count += count
  else if (answers.size < kindsMax) answers.set(key, { ...one, count })
}

function addKey({ keys }: Counts, { count, ...one }: RefusedKey) {
  const key = `${one.keyHash} ${one.call}`
  const known = keys.get(key)
  if (known) known.count += count
  else if (keys.size < kindsMax) keys.set(key, { ...one, count })
}
