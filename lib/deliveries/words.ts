import type { DeliveryState, NotificationType, Transport } from '@/db/schema/notifications'

// Duplicates the schema's values, because importing the schema would bundle drizzle for the browser.
export const deliveryStates = [
  'queued',
  'sending',
  'retrying',
  'accepted',
  'failed',
  'expired',
  'suppressed',
] as const satisfies readonly DeliveryState[]
export const notificationTypes = ['live', 'proactive', 'test'] as const satisfies readonly NotificationType[]
export const transports = ['apns', 'company_api'] as const satisfies readonly Transport[]

export type { DeliveryState, NotificationType, Transport }

export const typeWords: Record<NotificationType, string> = { live: 'Live', proactive: 'Proactive', test: 'Test' }
export const transportWords: Record<Transport, string> = { apns: 'APNs', company_api: 'Company API' }

/**
 * What the log shows: an answer that was lost makes a delivery *unknown* where its state alone would say that nobody got it.
 * Accepted stays accepted: a later attempt was answered.
 */
export function shownState({ state, isUncertain }: { state: DeliveryState; isUncertain: boolean }) {
  return isUncertain && (state === 'failed' || state === 'expired') ? ('unknown' as const) : state
}

const reasonWords: Record<string, string> = {
  chat_connected: 'Chat was open',
  app_active: 'App was active',
  permission_denied: 'Permission denied',
  device_disabled: 'Device disabled',
  app_archived: 'App archived',
  message_expired: 'Message expired',
  timeout: 'No response in time',
  reset: 'Connection lost',
}

/** Ours in words; APNs's and HTTP's as they are, because people look them up. */
export function reasonWord(reason: string): string {
  const http = /^http_(\d{3})$/.exec(reason)
  return reasonWords[reason] ?? (http ? `HTTP ${http[1]}` : reason)
}
