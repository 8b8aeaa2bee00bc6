import type { Db } from '@/db/client'
import { isOutage } from '@/db/connection/outage'
import { findLiveKey, touchKey, type WhichKey } from '@/db/queries/settings/api-keys'
import type { MachineContext } from '@/lib/context'
import { SingleFlight } from '@/lib/flow/single-flight'
import { late, within } from '@/lib/flow/within'
import { log } from '@/lib/log'
import { hashOf } from '@/lib/secrets'
import type { TokenBucket } from './token-bucket'
import { TokenBuckets } from './token-buckets'

const refreshMs = 2_500
/** Older entries are used only while the database doesn't respond. */
const freshMsMax = 5_000
/** How long entries are used while the database doesn't respond. */
const awayMsMax = 3_600_000
/** How long a call waits for a database that responded last time. */
const patienceMs = 2_000
const touchEveryMs = 60_000
const keysMax = 10_000

export type CachedKey = Pick<MachineContext, 'key' | 'environment'> & {
  bucket: TokenBucket
}
/** `names` are the key itself and its ID. */
type Entry = { known: CachedKey; readAt: number; names: string[] }
type Found = CachedKey | undefined

/**
 * Cache of recently used keys, so that a request needs no key lookup. Cleared by NOTIFY (`forget`). Entries expire
 * after five seconds while the database responds, and after an hour otherwise. Misses aren't cached.
 */
export class KeyCache {
  private readonly entries = new Map<string, Entry>()
  private readonly reading = new SingleFlight<Found>()
  private readonly buckets = new TokenBuckets(keysMax)
  private generation = 0
  private isAway = false

  constructor(private readonly db: Db) {}

  find(key: string, now = Date.now()): Found | Promise<Found> {
    const entry = this.entries.get(key)
    if (entry && now - entry.readAt <= refreshMs) return live(entry, now)
    return this.look(key, { keyHash: hashOf(key) }, now)
  }

  /** For a stream's URL, which names the key it was issued to by ID. */
  findById(id: string, now = Date.now()): Found | Promise<Found> {
    return this.look(id, { id }, now)
  }

  /** Drops the keys of one environment, or all. Reads in flight aren't cached. */
  forget(environmentId?: string) {
    this.begin()
    for (const entry of this.entries.values())
      if (!environmentId || entry.known.environment.id === environmentId) this.drop(entry)
  }

  /** For when a notification may have been missed: every key is read again before use, if the database responds. */
  doubt(now = Date.now()) {
    this.begin()
    for (const entry of this.entries.values()) entry.readAt = Math.min(entry.readAt, now - freshMsMax - 1)
  }

  private begin() {
    this.generation += 1
    this.isAway = false
    this.reading.forget()
  }

  private look(name: string, which: WhichKey, now: number): Found | Promise<Found> {
    const entry = this.entries.get(name)
    const ageMs = entry ? now - entry.readAt : 0
    if (entry && ageMs <= refreshMs) return live(entry, now)
    const reading = this.reading.share(name, () => this.read(name, which))
    if (!entry || ageMs > awayMsMax) return reading
    if (ageMs > freshMsMax && !this.isAway) return this.readOrKnown(reading, entry)
    // `read` records in isAway whether it failed.
    reading.catch(() => undefined)
    return live(entry, now)
  }

  private async readOrKnown(reading: Promise<Found>, entry: Entry): Promise<Found> {
    try {
      const found = await within(patienceMs, reading)
      if (found !== late) return found
      this.isAway = true
    } catch (error) {
      if (!isOutage(error)) throw error
    }
    return live(entry, Date.now())
  }

  private async read(name: string, which: WhichKey): Promise<Found> {
    const { generation } = this
    const now = new Date()
    const row = await findLiveKey(this.db, { ...which, now }).catch((error: unknown) => {
      this.isAway = isOutage(error)
      throw error
    })
    this.isAway = false
    if (!row) {
      const entry = this.entries.get(name)
      if (entry) this.drop(entry)
      return undefined
    }
    if (now.getTime() - (row.lastUsedAt?.getTime() ?? 0) > touchEveryMs) this.touch(row.id, now)
    const known: CachedKey = {
      key: { id: row.id, kind: row.kind, name: row.name, expiresAt: row.expiresAt },
      environment: { ...row.environment, identity: row.identity },
      bucket: this.buckets.of(row.id, row.ratePerSecondMax),
    }
    if (generation === this.generation) this.keep({ known, readAt: now.getTime(), names: [...new Set([name, row.id])] })
    return known
  }

  /** The last use is only shown to people, so no call waits for this or fails because of it. */
  private touch(keyId: string, now: Date) {
    touchKey(this.db, { keyId, now }).catch((error: unknown) =>
      log.debug({ err: error, keyId }, 'a key’s use was not noted'),
    )
  }

  private keep(entry: Entry) {
    for (const name of entry.names) this.entries.set(name, entry)
    while (this.entries.size > 2 * keysMax) {
      const [oldest] = this.entries.values()
      if (oldest) this.drop(oldest)
    }
  }

  private drop(entry: Entry) {
    for (const name of entry.names) if (this.entries.get(name) === entry) this.entries.delete(name)
  }
}

function live({ known }: Entry, now: number): Found {
  const { expiresAt } = known.key
  return expiresAt && expiresAt.getTime() <= now ? undefined : known
}
