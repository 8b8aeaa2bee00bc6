import { isTrustedProxy } from '@/lib/client-address'
import { networkOf } from '@/lib/client-network'
import { TokenBuckets } from '@/lib/keys/token-buckets'

const perSecond = 20
const atOnce = 600
const addressesMax = 10_000
const keysMax = 20_000

/** Throttles addresses that guess keys and service tokens. */
export class FailedKeys {
  private readonly buckets = new TokenBuckets(addressesMax)
  private readonly worked = new Set<string>()

  /**
   * Returns the seconds to wait before a key is looked up, because each look-up costs a query. 0 unless the address had
   * too many failures. Keys that have worked never wait, whatever other clients at the address do.
   */
  waitBefore(key: string, ip: string | undefined): number {
    // A proxy's address doesn't identify a client.
    if (ip === undefined || this.worked.has(key) || isTrustedProxy(ip)) return 0
    return this.buckets.waitOf(networkOf(ip))
  }

  /** Counts one failure. Returns the seconds to wait if there were too many, else 0. */
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
