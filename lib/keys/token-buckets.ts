import { TokenBucket } from './token-bucket'

/** One bucket per name, for a bounded number of names. */
export class TokenBuckets {
  private readonly all = new Map<string, TokenBucket>()

  constructor(private readonly max: number) {}

  /** The name's bucket, which has this rate from now on. Used tokens stay used. */
  of(name: string, perSecond: number, capacity = perSecond): TokenBucket {
    const known = this.all.get(name)
    known?.setRate(perSecond, capacity)
    if (known) return known
    this.makeRoom()
    const made = new TokenBucket(perSecond, capacity)
    this.all.set(name, made)
    return made
  }

  /** The seconds that the name has to wait; 0 if it has no bucket. Takes no token. */
  waitOf(name: string): number {
    return this.all.get(name)?.wait() ?? 0
  }

  /** When full, drop idle names first, then the oldest, so that throttled ones stay if possible. */
  private makeRoom() {
    if (this.all.size < this.max) return
    for (const [name, bucket] of this.all) if (bucket.isFull()) this.all.delete(name)
    const oldest = this.all.keys().next()
    if (this.all.size >= this.max && !oldest.done) this.all.delete(oldest.value)
  }
}
