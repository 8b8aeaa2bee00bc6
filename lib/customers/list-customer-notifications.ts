import { z } from 'zod'
import { findCustomer, pageOfCustomerNotifications } from '@/db/queries/customer-detail'
import { deliveriesOfNotifications } from '@/db/queries/deliveries/notifications'
import { auditLook } from '@/lib/audit/audit-look'
import { query } from '@/lib/command'
import { maskAddress } from '@/lib/devices/mask-address'
import { CursorText } from '@/lib/paging/cursor'
import { byCreation, pageUpTo } from '@/lib/paging/cut'
import { inEnvironment } from '@/lib/scope'

export const ListCustomerNotifications = inEnvironment({
  customerId: z.uuid(),
  after: CursorText.nullish(),
  limit: z.number().int().min(1).max(100).default(20),
})

/** Lists the customer's notifications, newest first, each with its result on every device. */
export const listCustomerNotifications = query('customer.read', ListCustomerNotifications, async (act) => {
  const { db, input } = act
  const { environmentId, customerId, after, limit } = input
  const asked = { environmentId, customerId, after: after ?? undefined }
  const { shown, next } = await pageUpTo(
    limit,
    (rows) => pageOfCustomerNotifications(db, { ...asked, limit: rows }),
    byCreation,
  )
  if (await findCustomer(db, input)) await auditLook(act, { customerId })
  const deliveries = await deliveriesOfNotifications(db, { environmentId, notificationIds: shown.map(({ id }) => id) })
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
    next,
  }
})
