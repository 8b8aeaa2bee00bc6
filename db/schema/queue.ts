import { sql } from 'drizzle-orm'
import { boolean, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { id, instantColumn } from './columns'
import { deliveries } from './notifications'
import { transports } from './values'

/** Microseconds: at a lower precision, now() could be rounded up into the future. */
const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/**
 * The queue: one row for each delivery that hasn't ended. It is small and changes often, while `deliveries` is the log.
 * Columns that a worker changes while it sends are in no index, so that PostgreSQL can update a row in place.
 */
export const dueDeliveries = pgTable(
  'due_deliveries',
  {
    deliveryId: uuid('delivery_id')
      .primaryKey()
      .references(() => deliveries.id, { onDelete: 'cascade' }),
    transport: text('transport', { enum: transports }).notNull(),
    environmentId: uuid('environment_id').notNull(),
    /** The earliest time to send it. */
    dueAt: moment('due_at').notNull(),
    /** Set while a worker holds it. A lease that isn't renewed in time is taken back. */
    leasedUntil: moment('leased_until'),
    /** The request under this lease is about to be sent, or has been. */
    isRequested: boolean('is_requested').notNull().default(false),
  },
  // claimDue: oldest first. The ID is only for order, as an expression: with the column itself, and a table the planner
  // believes to be empty, each look-up of an ID would scan this whole index.
  (t) => [index('due_deliveries_due_idx').on(t.transport, t.dueAt, sql`uuid_send(${t.deliveryId})`)],
)

/** Delivery workers that are running, or ran until recently. */
export const workers = pgTable(
  'workers',
  {
    id: id(),
    version: text('version').notNull(),
    host: text('host').notNull(),
    startedAt: instantColumn('started_at').notNull(),
    lastSeenAt: instantColumn('last_seen_at').notNull(),
  },
  // retention
  (t) => [index('workers_seen_idx').on(t.lastSeenAt)],
)
