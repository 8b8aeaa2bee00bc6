import type { Db } from '@/db/client'
import { findLiveKey, touchKey } from '@/db/queries/api-keys'
import type { MachineContext } from '../context'
import { hashOf } from '../secrets'
import { TokenBucket } from './token-bucket'

const ageMsMax = 5_000
const refreshMs = 2_500
const touchEveryMs = 60_000
const keysMax = 10_000

export type KnownKey = Pick<MachineContext, 'key' | 'environment'> & {
  expiresAt: Date | null
  bucket: TokenBucket
}
type Entry = { known: KnownKey; readAt: number; isRefreshing: boolean }

/**
 * The keys lately used, so that a call costs no query for its key. NOTIFY empties it (`forget`), and no entry is
 * believed for longer than five seconds. Unknown keys are not kept.
 */
export class KnownKeys {
  private readonly entries = new Map<string, Entry>()
  private generation = 0

  constructor(private readonly db: Db) {}

  find(key: string, now = Date.now()): KnownKey | undefined | Promise<KnownKey | undefined> {
    const entry = this.entries.get(key)
    if (!entry || now - entry.readAt > ageMsMax) return this.read(key, entry)
    if (now - entry.readAt > refreshMs && !entry.isRefreshing) this.refresh(key, entry)
    const { expiresAt } = entry.known
    return expiresAt && expiresAt.getTime() <= now ? undefined : entry.known
  }

  /** Of one environment, or all. What is being read meanwhile is not kept. */
  forget(environmentId?: string) {
    this.generation += 1
    for (const [key, { known }] of this.entries)
      if (!environmentId || known.environment.id === environmentId) this.entries.delete(key)
  }

  private refresh(key: string, entry: Entry) {
    entry.isRefreshing = true
    // A failure shows at the next call after the entry's age ran out, which reads again and waits for it.
    this.read(key, entry).catch(() => {
      entry.isRefreshing = false
    })
  }

  private async read(key: string, old: Entry | undefined): Promise<KnownKey | undefined> {
    const { generation } = this
    const now = new Date()
    const row = await findLiveKey(this.db, { keyHash: hashOf(key), now })
    if (!row) {
      this.entries.delete(key)
      return undefined
    }
    if (now.getTime() - (row.lastUsedAt?.getTime() ?? 0) > touchEveryMs) await touchKey(this.db, { keyId: row.id, now })
    const known: KnownKey = {
      key: { id: row.id, kind: row.kind, name: row.name },
      environment: { ...row.environment, identity: row.identity },
      expiresAt: row.expiresAt,
      bucket: bucketFor(row.ratePerSecondMax, old?.known.bucket),
    }
    if (generation === this.generation) this.keep(key, { known, readAt: now.getTime(), isRefreshing: false })
    return known
  }

  private keep(key: string, entry: Entry) {
    this.entries.set(key, entry)
    const oldest = this.entries.keys().next()
    if (this.entries.size > keysMax && !oldest.done) this.entries.delete(oldest.value)
  }
}

function bucketFor(perSecond: number, old: TokenBucket | undefined) {
  return old?.perSecond === perSecond ? old : new TokenBucket(perSecond)
}
