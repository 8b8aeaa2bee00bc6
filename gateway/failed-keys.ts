import { isTrustedProxy } from '@/lib/client-address'
import { networkOf } from '@/lib/client-network'
import { TokenBuckets } from '@/lib/keys/token-buckets'

const perSecond = 20
const atOnce = 600
const addressesMax = 10_000
const keysMax = 20_000

/** Slows down whoever tries keys and service tokens, by address. */
export class FailedKeys {
  private readonly buckets = new TokenBuckets(addressesMax)
  private readonly worked = new Set<string>()

  /**
   * The seconds to wait before a key is looked up, which costs a query: 0 unless the address had too many failures. Never for a
   * key that has worked, whatever its neighbours do.
   */
  waitBefore(key: string, ip: string | undefined): number {
    // A proxy's own address is nobody's in particular.
    if (ip === undefined || this.worked.has(key) || isTrustedProxy(ip)) return 0
    return this.buckets.waitOf(networkOf(ip))
  }

  /** Counts one failure. Gives the seconds to wait when there were too many, else 0. */
  count(ip: string): number {
    return this.buckets.of(networkOf(ip), perSecond, atOnce).take()
  }

  remember(key: string) {
    this.worked.add(key)
    const [oldest] = this.worked
    if (this.worked.size > keysMax && oldest !== undefined) this.worked.delete(oldest)
  }

  forget(key: string) {
    this.worked.delete(key)
  }
}
