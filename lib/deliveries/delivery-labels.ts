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
 * What the log shows: an answer that was lost makes a delivery *unknown* where its state alone would say that no one got it.
 * Accepted stays accepted: a later attempt was answered.
 */
export function shownState({ state, isUncertain }: { state: DeliveryState; isUncertain: boolean }) {
  return isUncertain && (state === 'failed' || state === 'expired') ? ('unknown' as const) : state
}
