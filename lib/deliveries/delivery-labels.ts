import type { DeliveryState, NotificationType, Transport } from '@/db/schema/notifications'

export { deliveryStates, notificationTypes, transports } from '@/db/schema/values'
export type { DeliveryState, NotificationType, Transport }

export const typeLabels: Record<NotificationType, string> = {
  live: 'Live',
  proactive: 'Proactive',
  test: 'Test',
  probe: 'Phone question',
}
export const transportLabels: Record<Transport, string> = { apns: 'APNs', company_api: 'Company API' }

/**
 * Returns the state that the log shows. A failed or expired delivery with a lost response is *unknown*, because it may
 * have been shown. Accepted stays accepted, because a later attempt got a response.
 */
export function shownState({ state, isUncertain }: { state: DeliveryState; isUncertain: boolean }) {
  return isUncertain && (state === 'failed' || state === 'expired') ? ('unknown' as const) : state
}
