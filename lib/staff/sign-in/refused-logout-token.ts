import { networkOf } from '@/lib/client-network'
import { Refused } from '@/lib/errors'
import { TokenBuckets } from '@/lib/keys/token-buckets'
import { tellRefusal } from '@/lib/tell-refusal'

const perSecond = 1
const atOnce = 60
const addressesMax = 1_000
const refusedTokens = new TokenBuckets(addressesMax)

/** Reports an invalid logout token. Returns `refused`, or a rate limit error for an IP address that sends many. */
export function refusedLogoutToken(refused: Refused, { ip, requestId }: { ip: string | undefined; requestId: string }) {
  tellRefusal('logout_token', { ip, requestId, reason: refused.message })
  const retryAfterSeconds = refusedTokens.of(networkOf(ip ?? ''), perSecond, atOnce).take()
  if (retryAfterSeconds === 0) return refused
  return new Refused('too-many', 'Too many invalid logout tokens came from this IP address.', {}, 'rate_limited', {
    retryAfterSeconds,
  })
}
