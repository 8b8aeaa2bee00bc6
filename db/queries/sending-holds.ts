import { sql } from 'drizzle-orm'
import type { Db } from '../client'
import { run, uuids } from '../raw'
import type { DeviceStatus, Permission } from '../schema/customers'
import type { DeliveryState } from '../schema/notifications'

export type HeldDelivery = {
  id: string
  state: DeliveryState
  customerId: string | null
  deviceId: string | null
  expiresAt: Date
  ignoresPresence: boolean
  device: {
    customerId: string
    status: DeviceStatus
    permission: Permission
    isChatConnected: boolean
    isAppActive: boolean
  } | null
}

/**
 * What decides whether these may go out, and stays so until the transaction ends: whoever suppresses one of them or
 * changes its device waits for it. It waits for nobody, so it is in no deadlock: what is being changed is left out.
 */
export async function holdForSending(db: Db, { ids, now }: { ids: string[]; now: Date }): Promise<HeldDelivery[]> {
  const isLive = sql`p.customer_id = d.customer_id and p.expires_at > ${now.toISOString()}::timestamptz`
  const theirs = sql`id = any(array(select device_id from d where device_id is not null))`
  const { rows } = await run<Omit<HeldDelivery, 'expiresAt'> & { expiresMs: number }>(
    db,
    sql`with d as materialized (
          select id, notification_id, state, customer_id, device_id, expires_at from deliveries
          where id = any(${uuids(ids)}) for share skip locked
        ), device as materialized (
          select id, customer_id, status, permission from devices where ${theirs} for share skip locked
        ), known as materialized (
          select id from devices where ${theirs}
        )
        select d.id, d.state, d.customer_id as "customerId", d.device_id as "deviceId",
          (extract(epoch from d.expires_at) * 1000)::float8 as "expiresMs", n.ignores_presence as "ignoresPresence",
          case when device.id is not null then jsonb_build_object(
            'customerId', device.customer_id, 'status', device.status, 'permission', device.permission,
            'isChatConnected', exists (select 1 from presence p where ${isLive} and p.chat = 'connected'),
            'isAppActive', exists (select 1 from presence p where ${isLive} and p.app = 'active'
              and (p.device_id is null or p.device_id = device.id))) end as device
        from d join notifications n on n.id = d.notification_id
          left join device on device.id = d.device_id left join known on known.id = d.device_id
        where device.id is not null or known.id is null`,
  )
  return rows.map(({ expiresMs, ...row }) => ({ ...row, expiresAt: new Date(expiresMs) }))
}
