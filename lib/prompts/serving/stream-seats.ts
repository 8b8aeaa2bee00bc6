import { isTrustedProxy } from '@/lib/client-address'
import { networkOf } from '@/lib/client-network'
import { Refused } from '@/lib/errors'
import { streamLimits } from '@/lib/keys/public-limit-table'

/** The owner of a stream. A trusted proxy's address belongs to no one in particular. */
export type StreamOwner = { keyId: string; isPublic: boolean; address: string | undefined }

/** Limits the open streams of a key and of an address in this process, because each one uses memory while it lasts. */
export class StreamSeats {
  private readonly taken = new Map<string, number>()

  take(owner: StreamOwner) {
    const seats = seatsOf(owner)
    if (seats.some(([name, max]) => (this.taken.get(name) ?? 0) >= max))
      throw new Refused('too-many', 'Too many open event streams. Close those that no one reads.', {}, 'rate_limited', {
        retryAfterSeconds: 30,
      })
    for (const [name] of seats) this.taken.set(name, (this.taken.get(name) ?? 0) + 1)
  }

  give(owner: StreamOwner) {
    for (const [name] of seatsOf(owner)) {
      const left = (this.taken.get(name) ?? 1) - 1
      if (left > 0) this.taken.set(name, left)
      else this.taken.delete(name)
    }
  }
}

function seatsOf({ keyId, isPublic, address }: StreamOwner): [string, number][] {
  if (!isPublic) return []
  const ofKey: [string, number] = [`key ${keyId}`, streamLimits.key]
  if (address === undefined || isTrustedProxy(address)) return [ofKey]
  return [ofKey, [`address ${networkOf(address)}`, streamLimits.address]]
}
