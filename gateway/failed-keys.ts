import { networkOf } from '@/lib/client-network'
import { TokenBuckets } from '@/lib/keys/token-buckets'

const perSecond = 20
const atOnce = 600
const addressesMax = 10_000

/** Slows down whoever tries keys, by address. A good key is never refused for its neighbours' failures once it is known. */
export class FailedKeys {
  private readonly buckets = new TokenBuckets(addressesMax)

  /** Counts one failure. Gives the seconds to wait when there were too many, else 0. */
  count(ip: string): number {
    return this.buckets.of(networkOf(ip), perSecond, atOnce).take()
  }
}
