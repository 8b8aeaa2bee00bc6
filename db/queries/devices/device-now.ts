import { and, eq, gt, type SQL, sql } from 'drizzle-orm'
import { devices, presence } from '@/db/schema/customers'
import { deliveries } from '@/db/schema/notifications'

/** A delivery's recipient and route, without its outcome. */
export const addressed = {
  id: deliveries.id,
  environmentId: deliveries.environmentId,
  notificationId: deliveries.notificationId,
  type: deliveries.type,
  customerId: deliveries.customerId,
  deviceId: deliveries.deviceId,
  deviceKind: deliveries.deviceKind,
  address: deliveries.address,
  transport: deliveries.transport,
  orderKey: deliveries.orderKey,
  expiresAt: deliveries.expiresAt,
}

/** The current state of a delivery's device, with the customer's presence. */
export function deviceNow(now: Date | SQL) {
  const live = and(eq(presence.customerId, deliveries.customerId), gt(presence.expiresAt, now))
  return {
    customerId: devices.customerId,
    status: devices.status,
    permission: devices.permission,
    isChatConnected: sql<boolean>`exists (select 1 from ${presence} where ${live} and ${presence.chat} = 'connected')`,
    isAppActive: sql<boolean>`exists (select 1 from ${presence} where ${live} and ${presence.app} = 'active'
      and (${presence.deviceId} is null or ${presence.deviceId} = ${devices.id}))`,
  }
}
