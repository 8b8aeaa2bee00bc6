import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { asShown } from '@/lib/as-shown'
import { listCustomerNotifications } from '@/lib/customers/list-customer-notifications'
import { deliveryStates, notificationTypes } from '@/lib/deliveries/delivery-labels'
import { limitUpTo } from '@/lib/paging/query-parameters'
import { CustomerName, customerAt, customerPath } from './customers'
import { manage } from './endpoint'
import { CursorParameter, NextCursor } from './page'

const at = z.iso.datetime()

const Delivery = z.object({
  id: z.uuid(),
  deviceId: z.uuid().nullable(),
  maskedAddress: z.string(),
  state: z.enum(deliveryStates),
  reason: z.string().nullable(),
  isUncertain: z.boolean(),
  isSimulated: z.boolean(),
  receivedAt: at.nullable(),
  openedAt: at.nullable(),
  endedAt: at.nullable(),
})

const Notification = z.object({
  id: z.uuid(),
  type: z.enum(notificationTypes),
  externalId: z.string().nullable(),
  conversationId: z.string().nullable(),
  title: z.string().nullable(),
  body: z.string().nullable(),
  createdAt: at,
})

const Listed = Notification.extend({ deliveries: z.array(Delivery) })

export function registerCustomerNotifications(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: listCustomerNotifications,
      method: 'get',
      path: `${customerPath}/notifications`,
      id: CustomerName,
      operationId: 'listCustomerNotifications',
      tag: 'Look up and repair',
      summary: 'List the notifications of a customer',
      description:
        'Newest first, each with its outcome on every device. Includes notifications for which the customer had no device.',
      query: z.strictObject({ cursor: CursorParameter, limit: limitUpTo(100) }),
      named: { after: 'cursor' },
      answers: {
        200: {
          description: 'A page of notifications.',
          schema: z.object({ notifications: z.array(Listed), nextCursor: NextCursor }),
        },
      },
    },
    async ({ query: { cursor, limit }, ...call }) => {
      const asked = { ...(await customerAt(call)), after: cursor, limit }
      const { notifications, next } = await listCustomerNotifications(call.ctx, asked)
      const listed = notifications.map(({ deliveries, ...row }) => ({
        ...asShown(Notification, row),
        deliveries: deliveries.map((delivery) => asShown(Delivery, delivery)),
      }))
      return { status: 200, body: { notifications: listed, nextCursor: next } }
    },
  )
}
