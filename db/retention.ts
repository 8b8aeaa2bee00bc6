import { and, eq, getTableName, isNotNull, lt, ne, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { caseFiles } from './schema/case-files'
import { customers, deviceEvents, devices } from './schema/customers'
import { eventMarks, events } from './schema/events'
import { attemptCounts, channelMessages, incidents } from './schema/incidents'
import { deliveries, notifications } from './schema/notifications'
import { probes } from './schema/probes'
import { promptClients, promptEvents, promptFetches } from './schema/prompts'
import { workers } from './schema/queue'
import { erasedCustomers, refusedCalls } from './schema/refused-calls'
import { keptAnswers } from './schema/service-tokens'
import { simulatedPushes } from './schema/simulator'
import { invitations, rateLimits, sessions } from './schema/staff'
import { callCounts, receiptCounts, trafficHours } from './schema/traffic'

export type Retention = {
  table: PgTable
  /** The column that a row's age is counted from. */
  column: PgColumn
  /** The maximum age; `log`: the log's, as the operator configured it (RETENTION_DAYS). */
  days: number | 'log'
  /** The index that finds the old rows, so that no others are read. */
  index: string
  /** Set if the index starts with the environment. */
  environment?: PgColumn
  /** Which old rows are deleted; absent: all. */
  only?: (before: Date) => SQL | undefined
  /** An index on the age would cost more on every write than it is worth: each run scans some rows by this key. */
  walk?: PgColumn
}

/** How long events can be read and sent again. */
export const eventDays = 7

/** Every table that would grow forever, ordered so that rows go before the rows they depend on. */
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
  { table: probes, column: probes.createdAt, days: 'log', index: 'probes_time_idx' },
  { table: deviceEvents, column: deviceEvents.createdAt, days: 'log', index: 'device_events_time_idx' },
  {
    table: devices,
    column: devices.registeredAt,
    days: 365,
    index: 'devices_status_idx',
    environment: devices.environmentId,
    // A device that staff disabled stays disabled, however late its app comes back.
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
  {
    table: refusedCalls,
    column: refusedCalls.lastAt,
    days: 30,
    index: 'refused_calls_time_idx',
    environment: refusedCalls.environmentId,
  },
  {
    table: erasedCustomers,
    column: erasedCustomers.createdAt,
    days: 'log',
    index: 'erased_customers_time_idx',
    environment: erasedCustomers.environmentId,
  },
  { table: events, column: events.at, days: eventDays, index: 'events_time_idx' },
  { table: eventMarks, column: eventMarks.at, days: eventDays + 1, index: 'event_marks_pkey' },
  { table: sessions, column: sessions.expiresAt, days: 1, index: 'sessions_expires_idx' },
  { table: invitations, column: invitations.expiresAt, days: 30, index: 'invitations_expires_idx' },
  { table: caseFiles, column: caseFiles.expiresAt, days: 30, index: 'case_files_expires_idx' },
  { table: rateLimits, column: rateLimits.expire, days: 1, index: 'rate_limits_expire_idx' },
  { table: keptAnswers, column: keptAnswers.createdAt, days: 2, index: 'kept_answers_time_idx' },
  { table: simulatedPushes, column: simulatedPushes.createdAt, days: 7, index: 'simulated_pushes_time_idx' },
  { table: attemptCounts, column: attemptCounts.at, days: 0.25, index: 'attempt_counts_time_idx' },
  { table: callCounts, column: callCounts.at, days: 0.25, index: 'call_counts_time_idx' },
  { table: receiptCounts, column: receiptCounts.at, days: 0.25, index: 'receipt_counts_time_idx' },
  { table: trafficHours, column: trafficHours.hour, days: 35, index: 'traffic_hours_time_idx' },
  { table: channelMessages, column: channelMessages.createdAt, days: 'log', index: 'channel_messages_time_idx' },
  { table: incidents, column: incidents.closedAt, days: 365, index: 'incidents_closed_idx' },
  { table: workers, column: workers.lastSeenAt, days: 1, index: 'workers_seen_idx' },
]

export const nameOf = ({ table }: Retention) => getTableName(table)
