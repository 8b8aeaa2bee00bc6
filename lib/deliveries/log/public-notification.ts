import { z } from 'zod'
import type { DeliveryRow, NotificationRow } from '@/db/queries/deliveries/notifications'
import { deliveryStates, deviceKinds, notificationTypes, transports } from '@/db/schema/values'
import { asShown } from '@/lib/as-shown'

const at = z.iso.datetime()

/** A notification as the public API shows it: only the columns named here. */
export const PublicNotification = z
  .object({
    id: z.uuid(),
    type: z.enum(notificationTypes),
    externalId: z.string().nullable().meta({ description: 'The caller’s message ID or idempotency key.' }),
    requestId: z
      .string()
      .nullable()
      .meta({
        description:
          'The request ID of the call that created it: its `x-request-id`, or a new one. Null for notifications of earlier versions.',
        examples: ['9f4c1c1e-6f0e-4b43-9a3d-0f6f0a3a7f52'],
      }),
    customerId: z.uuid().nullable(),
    conversationId: z.string().nullable(),
    title: z.string().nullable(),
    body: z.string().nullable(),
    sentAt: at.nullable(),
    expiresAt: at,
    createdAt: at,
  })
  .meta({ id: 'Notification' })

/** A delivery as the public API shows it. The CSV export has these columns too. */
export const PublicDelivery = z
  .object({
    id: z.uuid().meta({ description: 'Also the `apns-id` of its requests to APNs.' }),
    notificationId: z.uuid(),
    type: z.enum(notificationTypes),
    deviceId: z.uuid().nullable().meta({ description: 'Null if the address isn’t registered.' }),
    deviceKind: z.enum(deviceKinds),
    transport: z.enum(transports),
    isSimulated: z.boolean().meta({ description: 'Whether it was sent to the built-in APNs simulator.' }),
    state: z.enum(deliveryStates).meta({
      description:
        '`accepted` is the response of APNs or the company API. Only a receipt proves that the notification reached the phone.',
    }),
    reason: z
      .string()
      .nullable()
      .meta({
        description:
          'The reason: the one that APNs gave, or Pushdesk’s own, such as `http_500`, `chat_connected`, or `timeout`.',
        examples: ['Unregistered'],
      }),
    attempts: z.int().meta({ description: 'Number of requests sent.' }),
    isUncertain: z.boolean().meta({
      description: 'A response was lost, so the notification may have been shown even if the state says otherwise.',
    }),
    repeatsId: z.uuid().nullable().meta({ description: 'The delivery that this one resends.' }),
    nextAttemptAt: at.nullable(),
    expiresAt: at,
    endedAt: at.nullable(),
    receivedAt: at.nullable(),
    openedAt: at.nullable(),
    createdAt: at,
    traceId: z
      .string()
      .nullable()
      .meta({
        description:
          'The trace ID from the call’s `traceparent`, or a new one. Null for deliveries of earlier versions.',
        examples: ['4bf92f3577b34da6a3ce929d0e0e4736'],
      }),
  })
  .meta({ id: 'Delivery' })

export const NotificationAnswer = z
  .object({ notification: PublicNotification, deliveries: z.array(PublicDelivery) })
  .meta({ id: 'NotificationAnswer' })

export function publicNotification({
  notification,
  deliveries,
}: {
  notification: NotificationRow
  deliveries: DeliveryRow[]
}): z.output<typeof NotificationAnswer> {
  return { notification: asShown(PublicNotification, notification), deliveries: deliveries.map(publicDelivery) }
}

type Showable = Omit<DeliveryRow, 'environmentId' | 'customerId' | 'address' | 'orderKey' | 'traceParent'>

/** Leaves the address out: callers who may see it already have it. */
export const publicDelivery = ({ attemptCount: attempts, ...row }: Showable) =>
  asShown(PublicDelivery, { ...row, attempts })
