import type { DeliveryState } from '@/db/schema/notifications'

const moreMs = 3_600_000
/** The extra time, as shown to the person who resends. */
export const moreTime = '1 hour'

/** Returns when a resent delivery expires. Only one that expired while it waited gets more time. */
export function expiryOfRepeat({ state, expiresAt }: { state?: DeliveryState; expiresAt: Date }, now: Date): Date {
  return state === 'expired' && expiresAt <= now ? new Date(now.getTime() + moreMs) : expiresAt
}
