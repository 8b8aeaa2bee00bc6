import { eventTypes } from '@/db/schema/values'

const labels: Record<(typeof eventTypes)[number], string> = {
  'delivery.sent': 'Delivery sent',
  'delivery.accepted': 'Delivery accepted',
  'delivery.failed': 'Delivery failed or expired',
  'notification.received': 'Notification received',
  'notification.opened': 'Notification opened',
  'device.registered': 'Device registered',
  'device.moved': 'Device moved to another customer',
  'device.disabled': 'Device disabled',
  'prompt.answered': 'Prompt answered',
}

/** Every event type with its label. */
export const eventTypeOptions = eventTypes.map((value) => ({ value, label: labels[value] }))
