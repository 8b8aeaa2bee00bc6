import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instantColumn } from './columns'
import { transports } from './values'

/**
 * Registrations and evaluations by result, as each process counts them over a few seconds: one row per combination.
 * Kept for a few hours; whole hours stay in `traffic_hours`.
 */
export const callCounts = pgTable(
  'call_counts',
  {
    at: instantColumn('at').notNull(),
    environmentId: uuid('environment_id').notNull(),
    call: text('call', { enum: ['registration', 'evaluation'] }).notNull(),
    /** The problem's code; null for a success. */
    code: text('code'),
    count: integer('count').notNull(),
  },
  // recentCalls, and retention
  (t) => [index('call_counts_time_idx').on(t.at)],
)

/** Receipts, counted by the statement that records them, so that the counts stay exact after a crash. */
export const receiptCounts = pgTable(
  'receipt_counts',
  {
    at: instantColumn('at').notNull(),
    environmentId: uuid('environment_id').notNull(),
    transport: text('transport', { enum: transports }).notNull(),
    kind: text('kind', { enum: ['received', 'opened'] }).notNull(),
    /** The device's versions; empty if never reported. */
    appVersion: text('app_version').notNull(),
    osVersion: text('os_version').notNull(),
    /** How long after the delivery was created, by the bounds in `receiptBoundsMs`. */
    bucket: integer('bucket').notNull(),
    count: integer('count').notNull(),
  },
  // recentReceipts, and retention
  (t) => [index('receipt_counts_time_idx').on(t.at)],
)

/** Hourly totals of all of these, for the usual level: built from the rows above once an hour is over. */
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
