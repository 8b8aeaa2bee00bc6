import { and, eq, getTableName, isNotNull, lt, ne, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { customers, deviceEvents, devices } from './schema/customers'
import { deliveries, notifications } from './schema/notifications'
import { promptClients, promptEvents, promptFetches } from './schema/prompts'
import { workers } from './schema/queue'
import { simulatedPushes } from './schema/simulator'
import { invitations, rateLimits, sessions } from './schema/staff'

export type Retention = {
  table: PgTable
  /** What a row's age is counted from. */
  column: PgColumn
  /** How old it gets; `log`: as old as the operator wants the log (RETENTION_DAYS). */
  days: number | 'log'
  /** What leads to the old rows, so that nothing else is read. */
  index: string
  /** The index is one for each environment. */
  environment?: PgColumn
  /** Which of the old rows may go; all of them where it is absent. */
  only?: (before: Date) => SQL | undefined
  /** An index on the age would cost more at every write than it is worth: each run looks at some rows, by this key. */
  walk?: PgColumn
}

/** Everything that would grow for ever, in the order in which one may go because the other has. */
export const retention: Retention[] = [
  {
    table: deliveries,
    column: deliveries.createdAt,
    days: 'log',
    index: 'deliveries_page_idx',
    environment: deliveries.environmentId,
    only: () => isNotNull(deliveries.endedAt),
  },
  {
    table: notifications,
    column: notifications.createdAt,
    days: 'log',
    index: 'notifications_page_idx',
    environment: notifications.environmentId,
    only: () => sql`not exists (select from ${deliveries} where ${deliveries.notificationId} = ${notifications.id})`,
  },
  {
    table: promptEvents,
    column: promptEvents.at,
    days: 'log',
    index: 'prompt_events_time_idx',
    environment: promptEvents.environmentId,
  },
  {
    table: promptFetches,
    column: promptFetches.hour,
    days: 'log',
    index: 'prompt_fetches_uq',
    environment: promptFetches.environmentId,
  },
  {
    table: promptClients,
    column: promptClients.lastAt,
    days: 30,
    index: 'prompt_clients_recent_idx',
    environment: promptClients.environmentId,
  },
  { table: deviceEvents, column: deviceEvents.createdAt, days: 'log', index: 'device_events_time_idx' },
  {
    table: devices,
    column: devices.registeredAt,
    days: 365,
    index: 'devices_status_idx',
    environment: devices.environmentId,
    // What staff disabled stays disabled, however late its app comes back.
    only: (before) =>
      and(
        eq(devices.status, 'disabled'),
        ne(devices.statusReason, 'disabled_by_staff'),
        lt(devices.statusSince, before),
      ),
  },
  {
    table: customers,
    column: customers.lastSeenAt,
    days: 'log',
    index: 'customers_pkey',
    walk: customers.id,
    only: () => sql`not exists (select from ${devices} where ${devices.customerId} = ${customers.id})
      and not exists (select from ${notifications} where ${notifications.customerId} = ${customers.id})`,
  },
  { table: sessions, column: sessions.expiresAt, days: 1, index: 'sessions_expires_idx' },
  { table: invitations, column: invitations.expiresAt, days: 30, index: 'invitations_expires_idx' },
  { table: rateLimits, column: rateLimits.expire, days: 1, index: 'rate_limits_expire_idx' },
  { table: simulatedPushes, column: simulatedPushes.createdAt, days: 7, index: 'simulated_pushes_time_idx' },
  { table: workers, column: workers.lastSeenAt, days: 1, index: 'workers_seen_idx' },
]

export const nameOf = ({ table }: Retention) => getTableName(table)
