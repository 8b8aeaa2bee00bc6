import type { z } from 'zod'
import type { DeliveryRow, NotificationRow } from '@/db/queries/notifications'
import type { NotificationAnswer, ShownDelivery as ShownDeliverySchema } from './shown'

export type ShownNotification = z.output<typeof NotificationAnswer>
export type ShownDelivery = z.output<typeof ShownDeliverySchema>
type Showable = Omit<DeliveryRow, 'environmentId' | 'customerId' | 'address' | 'orderKey'>

/** The public API's one shape of a notification and its deliveries. */
export function showNotification({
  notification,
  deliveries,
}: {
  notification: NotificationRow
  deliveries: DeliveryRow[]
}): ShownNotification {
  return {
    notification: {
      id: notification.id,
      type: notification.type,
      externalId: notification.externalId,
      customerId: notification.customerId,
      conversationId: notification.conversationId,
      title: notification.title,
      body: notification.body,
      sentAt: time(notification.sentAt),
      expiresAt: notification.expiresAt.toISOString(),
      createdAt: notification.createdAt.toISOString(),
    },
    deliveries: deliveries.map(showDelivery),
  }
}

/** The address stays out: whoever may see it has it already. */
export function showDelivery(delivery: Showable): ShownDelivery {
  return {
    id: delivery.id,
    notificationId: delivery.notificationId,
    type: delivery.type,
    deviceId: delivery.deviceId,
    deviceKind: delivery.deviceKind,
    transport: delivery.transport,
    isSimulated: delivery.isSimulated,
    state: delivery.state,
    reason: delivery.reason,
    /** How many requests were made. */
    attempts: delivery.attemptCount,
    /** A response was lost, so the notification may have been shown even if the state says otherwise. */
    isUncertain: delivery.isUncertain,
    repeatsId: delivery.repeatsId,
    nextAttemptAt: time(delivery.nextAttemptAt),
    expiresAt: delivery.expiresAt.toISOString(),
    endedAt: time(delivery.endedAt),
    receivedAt: time(delivery.receivedAt),
    openedAt: time(delivery.openedAt),
    createdAt: delivery.createdAt.toISOString(),
  }
}

const time = (at: Date | null) => at?.toISOString() ?? null
