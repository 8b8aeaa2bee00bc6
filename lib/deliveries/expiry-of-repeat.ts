import type { DeliveryState } from '@/db/schema/notifications'

const moreMs = 3_600_000
/** As it is said to whoever resends. */
export const moreTime = '1 hour'

/** Until when a repeat counts. Only what ran out of time while it waited is given more. */
export function expiryOfRepeat({ state, expiresAt }: { state?: DeliveryState; expiresAt: Date }, now: Date): Date {
  return state === 'expired' && expiresAt <= now ? new Date(now.getTime() + moreMs) : expiresAt
}
