import type { Db } from '@/db/client'
import { findEndedKey } from '@/db/queries/settings/api-keys'
import { BoundedMap } from '@/lib/flow/bounded-map'
import { formatUtc } from '@/lib/format/date'
import { log } from '@/lib/log'
import { hashOf } from '@/lib/secrets'
import { TokenBucket } from './token-bucket'

const keysMax = 1_000
const keptMs = 60_000
/** Lookups per process, so that made-up keys can't cause more. */
const perSecond = 20
const atOnce = 100

export type EndedKey = { environmentId: string; kind: 'publishable' | 'secret'; sentence: string }
type Known = { keys: BoundedMap<string, { found: EndedKey | null; until: number }>; budget: TokenBucket }

const known = new WeakMap<Db, Known>()

function knownOf(db: Db, now: Date): Known {
  const one = known.get(db) ?? {
    keys: new BoundedMap(keysMax),
    budget: new TokenBucket(perSecond, atOnce, now.getTime()),
  }
  known.set(db, one)
  return one
}

/** The environment of a rejected key, and how the key ended; undefined if the key is unknown. Never throws. */
export async function endedKeyOf(db: Db, key: string, now = new Date()): Promise<EndedKey | undefined> {
  const { keys, budget } = knownOf(db, now)
  const keyHash = hashOf(key)
  const kept = keys.get(keyHash)
  if (kept && kept.until > now.getTime()) return kept.found ?? undefined
  if (budget.take(now.getTime()) > 0) return undefined
  try {
    const row = await findEndedKey(db, { keyHash, now })
    const found = row ? { environmentId: row.environmentId, kind: row.kind, sentence: endOf(row) } : null
    keys.set(keyHash, { found, until: now.getTime() + keptMs })
    return found ?? undefined
  } catch (error) {
    log.debug({ err: error }, 'couldn’t look up whose an ended key was')
    return undefined
  }
}

type Row = NonNullable<Awaited<ReturnType<typeof findEndedKey>>>

function endOf({ kind, lastFour, revokedAt, expiresAt }: Row): string {
  const end = revokedAt ? `was revoked at ${formatUtc(revokedAt)}` : `expired at ${formatUtc(expiresAt ?? new Date())}`
  return `The ${kind} key ending in ${lastFour} ${end}.`
}
