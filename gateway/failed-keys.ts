import { TokenBucket } from '@/lib/keys/token-bucket'

const perSecond = 20
const atOnce = 600
const addressesMax = 10_000

/** Slows down whoever tries keys, by address. A good key is never refused for its neighbours' failures once it is known. */
export class FailedKeys {
  private readonly buckets = new Map<string, TokenBucket>()

  /** Counts one failure. Gives the seconds to wait when there were too many, else 0. */
  count(ip: string): number {
    let bucket = this.buckets.get(ip)
    if (!bucket) {
      this.makeRoom()
      bucket = new TokenBucket(perSecond, atOnce)
      this.buckets.set(ip, bucket)
    }
    return bucket.take()
  }

  /** The longest known first; whoever is slowed down at this moment stays known if anybody can be forgotten instead. */
  private makeRoom() {
    if (this.buckets.size < addressesMax) return
    for (const [ip, bucket] of this.buckets) if (bucket.isFull()) this.buckets.delete(ip)
    const oldest = this.buckets.keys().next()
    if (this.buckets.size >= addressesMax && !oldest.done) this.buckets.delete(oldest.value)
  }
}
