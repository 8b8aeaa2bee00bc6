import { and, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import { customersCalled } from '@/db/queries/matching'
import {
  type DeliveryState,
  deliveries,
  type NotificationType,
  notifications,
  type Transport,
} from '@/db/schema/notifications'

/** Any combination of filters; a list means "one of". */
export type DeliveryFilters = {
  states?: readonly DeliveryState[]
  reasons?: readonly string[]
  types?: readonly NotificationType[]
  transports?: readonly Transport[]
  isSimulated?: boolean
  /** An attempt's response was lost: the push may have been shown whatever the state says. */
  isUncertain?: boolean
  deviceId?: string
  customerId?: string
  /** The customer's `user.id` or anonymous ID, as the company knows them. */
  user?: string
  notificationId?: string
  conversationId?: string
  from?: Date
  until?: Date
}

/** Whether a filter leaves few rows; each such filter has its own index. */
export const isNarrow = (filters: DeliveryFilters) =>
  [filters.deviceId, filters.customerId, filters.user, filters.notificationId, filters.conversationId].some(
    (value) => value !== undefined,
  )

export function narrowed(environmentId: string, filters: DeliveryFilters): SQL[] {
  const { deviceId, customerId, user, notificationId, conversationId } = filters
  const where: SQL[] = []
  if (deviceId) where.push(eq(deliveries.deviceId, deviceId))
  if (customerId) where.push(eq(deliveries.customerId, customerId))
  if (user !== undefined) where.push(sql`${deliveries.customerId} = any(${customersCalled(environmentId, user)})`)
  if (notificationId) where.push(eq(deliveries.notificationId, notificationId))
  if (conversationId !== undefined)
    where.push(sql`${deliveries.notificationId} = any(array(
      select ${notifications.id} from ${notifications}
      where ${notifications.environmentId} = ${environmentId} and ${notifications.conversationId} = ${conversationId}))`)
  return where
}

export function faceted(filters: DeliveryFilters): SQL[] {
  const where: SQL[] = []
  if (filters.states?.length) where.push(inArray(deliveries.state, [...filters.states]))
  if (filters.reasons?.length) where.push(inArray(deliveries.reason, [...filters.reasons]))
  if (filters.types?.length) where.push(inArray(deliveries.type, [...filters.types]))
  if (filters.transports?.length) where.push(inArray(deliveries.transport, [...filters.transports]))
  if (filters.isSimulated !== undefined) where.push(eq(deliveries.isSimulated, filters.isSimulated))
  if (filters.isUncertain !== undefined) where.push(eq(deliveries.isUncertain, filters.isUncertain))
  return where
}

export function inTime({ from, until }: DeliveryFilters): SQL[] {
  const where: SQL[] = []
  if (from) where.push(gte(deliveries.createdAt, from))
  if (until) where.push(lt(deliveries.createdAt, until))
  return where
}

/**
 * The combinations of state, type, transport, … that an environment's deliveries really have (some dozens), found by an
 * index skip scan; each is one range of that index, newest first. A filter that few of ten million rows match is thus
 * as fast as one that most match.
 */
export function cellsOf(environmentId: string | SQL, filters: DeliveryFilters, { withReasons = false } = {}) {
  const byReason = withReasons || Boolean(filters.reasons?.length)
  const names = [...(byReason ? ['reason'] : []), 'state', 'type', 'transport', 'is_simulated', 'is_uncertain']
  const columns = sql.join(
    names.map((name) => sql`d.${sql.identifier(name)}`),
    sql`, `,
  )
  const previous = sql.join(
    names.map((name) => sql`cells.${sql.identifier(name)}`),
    sql`, `,
  )
  const mine = sql`d.environment_id = ${environmentId}${byReason ? sql` and d.reason is not null` : sql``}`
  const match = and(
    eq(deliveries.environmentId, environmentId),
    ...names.map((name) => sql`${deliveries}.${sql.identifier(name)} = cells.${sql.identifier(name)}`),
  )
  return {
    with: sql`with recursive cells as (
      (select ${columns} from ${deliveries} d where ${mine} order by ${columns} limit 1)
      union all
      select next.* from cells cross join lateral (
        select ${columns} from ${deliveries} d where ${mine} and (${columns}) > (${previous}) order by ${columns} limit 1
      ) next)`,
    match,
    chosen: chosenCells(filters),
  }
}

function chosenCells(filters: DeliveryFilters): SQL {
  const oneOf = (name: string, values: readonly string[]) =>
    sql`cells.${sql.identifier(name)} in (${sql.join(
      values.map((value) => sql`${value}`),
      sql`, `,
    )})`
  const where: SQL[] = []
  if (filters.states?.length) where.push(oneOf('state', filters.states))
  if (filters.reasons?.length) where.push(oneOf('reason', filters.reasons))
  if (filters.types?.length) where.push(oneOf('type', filters.types))
  if (filters.transports?.length) where.push(oneOf('transport', filters.transports))
  if (filters.isSimulated !== undefined) where.push(sql`cells.is_simulated = ${filters.isSimulated}`)
  if (filters.isUncertain !== undefined) where.push(sql`cells.is_uncertain = ${filters.isUncertain}`)
  return and(...where) ?? sql`true`
}
