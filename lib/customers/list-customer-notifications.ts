import { z } from 'zod'
import { deliveriesOfNotifications, pageOfCustomerNotifications } from '@/db/queries/customer-detail'
import { query } from '../command'
import { CursorText, encodeCursor } from '../cursor'
import { maskAddress } from '../devices/mask-address'
import { inEnvironment } from '../scope'

export const ListCustomerNotifications = inEnvironment({
  customerId: z.uuid(),
  after: CursorText.nullish(),
  limit: z.number().int().min(1).max(100).default(20),
})

/** What the customer was to be told, newest first, each with what became of it on every device. */
export const listCustomerNotifications = query('customer.read', ListCustomerNotifications, async ({ db, input }) => {
  const { environmentId, customerId, after, limit } = input
  const rows = await pageOfCustomerNotifications(db, {
    environmentId,
    customerId,
    after: after ?? undefined,
    limit: limit + 1,
  })
  const shown = rows.slice(0, limit)
  const deliveries = await deliveriesOfNotifications(db, { environmentId, notificationIds: shown.map(({ id }) => id) })
  const last = shown.at(-1)
  return {
    notifications: shown.map((row) => ({
      ...row,
      deliveries: deliveries
        .filter((delivery) => delivery.notificationId === row.id)
        .map(
          ({
            id,
            deviceId,
            address,
            state,
            reason,
            isUncertain,
            isSimulated,
            attemptCount,
            receivedAt,
            openedAt,
            endedAt,
          }) => ({
            id,
            deviceId,
            maskedAddress: maskAddress(address),
            state,
            reason,
            isUncertain,
            isSimulated,
            attemptCount,
            receivedAt,
            openedAt,
            endedAt,
          }),
        ),
    })),
    next: rows.length > limit && last ? encodeCursor({ at: last.createdAt, id: last.id }) : null,
  }
})
