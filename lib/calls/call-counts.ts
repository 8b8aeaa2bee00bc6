import type { Db } from '@/db/client'
import { processWide } from '@/db/process-wide'
import { addCallCounts, type CallCount, type RefusedKey } from '@/db/queries/incidents/traffic'
import { hashOf } from '@/lib/secrets'

export type CountedCall = CallCount['call']

/** The most kinds of responses counted between two writes: bounds memory, whatever keys callers send. */
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

/** Counts a call's outcome in memory. A periodic task of this process writes the counts within seconds. */
export function countCall(db: Db, environmentId: string, call: CountedCall, code: string | null) {
  addAnswer(countsOf(db), { environmentId, call, code, count: 1 })
}

/** Counts a call with an invalid key. The write finds out later whose key it was. */
export function countRefusedKey(db: Db, key: string, call: CountedCall) {
  addKey(countsOf(db), { keyHash: hashOf(key), call, count: 1 })
}

/** Writes the counts. Counts that can't be written are kept for the next write. */
export async function writeCallCounts(db: Db, { now = new Date() }: { now?: Date } = {}) {
  const counts = countsOf(db)
  const [answers, keys] = [[...counts.answers.values()], [...counts.keys.values()]]
  if (answers.length === 0 && keys.length === 0) return
  counts.answers.clear()
  counts.keys.clear()
  try {
    // One transaction, so that a retry writes nothing twice.
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
