import { and, desc, eq, gte, inArray, ne, notInArray, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { runSql } from '@/db/raw'
import { type DeviceStatus, type DeviceStatusReason, devices, type Permission } from '@/db/schema/customers'
import { type DeliveryState, deliveries } from '@/db/schema/notifications'
import { refusedCalls } from '@/db/schema/refused-calls'

type Other = { environmentId: string; customerId: string }
type Recently = Other & { since: Date }

/** `isMore`: not all rows were scanned, so the count is a minimum, and the first may be older. */
export type Others = { customers: number; isMore: boolean; firstAt: Date | null; lastAt: Date | null }

/** Scanning more rows would slow down the page. */
const deliveriesMax = 2_000
const devicesMax = 10_000

/** Other customers with a delivery since then in that state and reason: the newest in deliveries_reason_idx. */
export const othersWithReason = (
  db: Db,
  { state, reason, ...of }: Recently & { state: DeliveryState; reason: string },
) => amongDeliveries(db, of, sql`${deliveries.reason} = ${reason} and ${deliveries.state} = ${state}`)

/** Other customers with a delivery still on its way. */
export const othersWaiting = (db: Db, of: Recently) =>
  amongDeliveries(db, of, sql`${deliveries.state} in ('queued', 'sending', 'retrying')`)

/** Other customers with an accepted delivery since then. */
export const othersReached = (db: Db, of: Recently) => amongDeliveries(db, of, sql`${deliveries.state} = 'accepted'`)

function amongDeliveries(db: Db, { environmentId, customerId, since }: Recently, match: SQL) {
  const newest = sql`select ${deliveries.customerId} as customer_id, ${deliveries.createdAt} as at from ${deliveries}
    where ${and(eq(deliveries.environmentId, environmentId), gte(deliveries.createdAt, since), match)}
    order by ${desc(deliveries.createdAt)}, ${desc(deliveries.id)} limit ${deliveriesMax}`
  return countOthers(db, { newest, max: deliveriesMax, customerId })
}

type LikeRefused = { environmentId: string; since: Date } & {
  names: string[]
  code: string
  field: string
  calls: string[]
}

/** Other customers with such a rejected call since then: the newest in refused_calls_time_idx. */
export async function othersRefused(db: Db, { environmentId, since, names, code, field, calls }: LikeRefused) {
  const newest = db
    .select({ customer: refusedCalls.customer, at: refusedCalls.lastAt, firstAt: refusedCalls.createdAt })
    .from(refusedCalls)
    .where(
      and(
        eq(refusedCalls.environmentId, environmentId),
        gte(refusedCalls.lastAt, since),
        eq(refusedCalls.code, code),
        eq(refusedCalls.field, field),
        inArray(refusedCalls.call, calls),
      ),
    )
    .orderBy(desc(refusedCalls.lastAt))
    .limit(deliveriesMax)
    .as('newest')
  const [row] = await db
    .select({
      customers: sql<number>`(count(distinct ${newest.customer}) filter (where ${notInArray(newest.customer, names)}))::int`,
      firstAt: sql<Date | null>`min(${newest.firstAt}) filter (where ${notInArray(newest.customer, names)})`.mapWith(
        refusedCalls.createdAt,
      ),
      lastAt: sql<Date | null>`max(${newest.at}) filter (where ${notInArray(newest.customer, names)})`.mapWith(
        refusedCalls.lastAt,
      ),
      lookedAt: sql<number>`count(*)::int`,
    })
    .from(newest)
  const { lookedAt = 0, customers = 0, firstAt = null, lastAt = null } = row ?? {}
  return { customers, firstAt, lastAt, isMore: lookedAt >= deliveriesMax }
}

type OnDevice = Other & ({ status: DeviceStatus; statusReason: DeviceStatusReason } | { permission: Permission })

/** Other customers with a device currently in that state, among the newest registrations. */
export function othersOnDevice(db: Db, { environmentId, customerId, ...like }: OnDevice) {
  const isPermission = 'permission' in like
  const match = isPermission
    ? eq(devices.permission, like.permission)
    : and(eq(devices.status, like.status), eq(devices.statusReason, like.statusReason))
  const at = isPermission ? devices.registeredAt : devices.statusSince
  const newest = sql`select case when ${match} then ${devices.customerId} end as customer_id, ${at} as at from ${devices}
    where ${and(eq(devices.environmentId, environmentId), ne(devices.customerId, customerId))}
    order by ${desc(devices.registeredAt)}, ${desc(devices.id)} limit ${devicesMax}`
  return countOthers(db, { newest, max: devicesMax, customerId })
}

async function countOthers(
  db: Db,
  { newest, max, customerId }: { newest: SQL; max: number; customerId: string },
): Promise<Others> {
  const { rows } = await runSql<OthersRow>(
    db,
    sql`with newest as (${newest})
      select count(distinct customer_id)::int as customers, min(at) as first_at, max(at) as last_at,
        (select count(*) from newest)::int as looked_at
      from newest where customer_id <> ${customerId}::uuid`,
  )
  const [row] = rows
  const moment = (at: string | Date | null | undefined) => (at ? new Date(at) : null)
  return {
    customers: Number(row?.customers ?? 0),
    isMore: Number(row?.looked_at ?? 0) >= max,
    firstAt: moment(row?.first_at),
    lastAt: moment(row?.last_at),
  }
}

type OthersRow = { customers: number; looked_at: number; first_at: string | Date | null; last_at: string | Date | null }
