import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instantColumn } from './columns'
import { transports } from './values'

/**
 * Registrations and evaluations, and how they were answered: what a process counted in a few seconds, a row for what it has
 * in common. Kept for a few hours; whole hours stay in `traffic_hours`.
 */
export const callCounts = pgTable(
  'call_counts',
  {
    at: instantColumn('at').notNull(),
    environmentId: uuid('environment_id').notNull(),
    call: text('call', { enum: ['registration', 'evaluation'] }).notNull(),
    /** The problem's code; null: answered. */
    code: text('code'),
    count: integer('count').notNull(),
  },
  // recentCalls, and retention
  (t) => [index('call_counts_time_idx').on(t.at)],
)

/** What phones confirmed, counted by the statement that records it, so that it is exact after a crash too. */
export const receiptCounts = pgTable(
  'receipt_counts',
  {
    at: instantColumn('at').notNull(),
    environmentId: uuid('environment_id').notNull(),
    transport: text('transport', { enum: transports }).notNull(),
    kind: text('kind', { enum: ['received', 'opened'] }).notNull(),
    /** Of the device; empty where it never said. */
    appVersion: text('app_version').notNull(),
    osVersion: text('os_version').notNull(),
    /** How long after the delivery was made, by the bounds of `receiptBoundsMs`. */
    bucket: integer('bucket').notNull(),
    count: integer('count').notNull(),
  },
  // recentReceipts, and retention
  (t) => [index('receipt_counts_time_idx').on(t.at)],
)

/** Whole hours of all of these, for what is usual: made once an hour is over, from the rows above. */
export const trafficHours = pgTable(
  'traffic_hours',
  {
    environmentId: uuid('environment_id').notNull(),
    hour: instantColumn('hour').notNull(),
    kind: text('kind', { enum: ['accepted', 'not_accepted', 'received', 'opened', 'call', 'call_refused'] }).notNull(),
    count: integer('count').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.environmentId, t.hour, t.kind] }),
    // retention
    index('traffic_hours_time_idx').on(t.hour),
  ],
)
