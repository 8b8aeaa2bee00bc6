import { sql } from 'drizzle-orm'
import { boolean, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { id, instantColumn } from './columns'
import { deliveries } from './notifications'
import { transports } from './values'

/** Microseconds: rounded up, a moment that has just come would lie in the future. */
const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/**
 * The queue: one row for each delivery that has not ended. It is small and changes often, while `deliveries` keeps the log.
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
    /** Not to be sent before. */
    dueAt: moment('due_at').notNull(),
    /** While a worker holds it. A lease that was not renewed in time is taken back. */
    leasedUntil: moment('leased_until'),
    /** The request of this lease is about to leave, or has left. */
    isRequested: boolean('is_requested').notNull().default(false),
  },
  // claimDue: oldest first. The ID is in it for its order alone: with the column itself, the planner of a table that it
  // believes to be empty looks for IDs by walking through all of this index for each.
  (t) => [index('due_deliveries_due_idx').on(t.transport, t.dueAt, sql`uuid_send(${t.deliveryId})`)],
)

/** Delivery workers that run, or ran until a short time ago. */
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
