import type { Db } from '@/db/client'
import { processWide } from '@/db/process-wide'
import { addCallCounts, type CallCount, type RefusedKey } from '@/db/queries/incidents/traffic'
import { hashOf } from '@/lib/secrets'

export type CountedCall = CallCount['call']

/** So many kinds of answers are told apart until the next write: memory stays bounded, whoever calls with whatever key. */
const kindsMax = 5_000

type Counts = {
  answers: Map<string, { environmentId: string; call: CountedCall; code: string | null; count: number }>
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
  const { answers } = countsOf(db)
  const key = `${environmentId} ${call} ${code ?? ''}`
  const known = answers.get(key)
  if (known) known.count += 1
  else if (answers.size < kindsMax) answers.set(key, { environmentId, call, code, count: 1 })
}

/** Of a key that isn't good any more it is known only later whose it was. */
export function countRefusedKey(db: Db, key: string, call: CountedCall) {
  const { keys } = countsOf(db)
  const keyHash = hashOf(key)
  const known = keys.get(`${keyHash} ${call}`)
  if (known) known.count += 1
  else if (keys.size < kindsMax) keys.set(`${keyHash} ${call}`, { keyHash, call, count: 1 })
}

export async function writeCallCounts(db: Db, { now = new Date() }: { now?: Date } = {}) {
  const { answers, keys } = countsOf(db)
  if (answers.size === 0 && keys.size === 0) return
  const counts = [...answers.values()].map((one) => ({ ...one, at: now }))
  const refusedKeys = [...keys.values()]
  answers.clear()
  keys.clear()
  await addCallCounts(db, { counts, refusedKeys, at: now })
}
