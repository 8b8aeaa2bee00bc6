import { z } from 'zod'
import { deviceKinds } from '@/db/schema/customers'
import { deliveryStates, notificationTypes, transports } from '@/db/schema/notifications'

const at = z.iso.datetime()

/** The public API's words for a notification; show-notification makes them. */
export const ShownNotification = z
  .object({
    id: z.uuid(),
    type: z.enum(notificationTypes),
    externalId: z.string().nullable().meta({ description: 'The caller’s message ID or idempotency key.' }),
    customerId: z.uuid().nullable(),
    conversationId: z.string().nullable(),
    title: z.string().nullable(),
    body: z.string().nullable(),
    sentAt: at.nullable(),
    expiresAt: at,
    createdAt: at,
  })
  .meta({ id: 'Notification' })

export const ShownDelivery = z
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
        description: 'The reason: APNs’s own, `http_500`, `chat_connected`, `timeout`, …',
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
  })
  .meta({ id: 'Delivery' })

export const NotificationAnswer = z
  .object({ notification: ShownNotification, deliveries: z.array(ShownDelivery) })
  .meta({ id: 'NotificationAnswer' })
