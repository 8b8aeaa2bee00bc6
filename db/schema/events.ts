import { bigint, boolean, index, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instantColumn, jsonb } from './columns'
import { environments } from './companies'
import { eventTypes } from './values'

/** A position in the order of events: a bigint in PostgreSQL, text outside the database. */
const place = (name: string) => bigint(name, { mode: 'bigint' })

/**
 * Events in environments that record them, written by the statement that stores the fact. `position` rises with the
 * writing transactions, and `number` within one: see docs/decisions/015-events-out.md. No names, addresses, or texts.
 */
export const events = pgTable(
  'events',
  {
    number: place('number').notNull().generatedAlwaysAsIdentity(),
    /** The public event ID, the same every time the event is sent. */
    id: uuid('id').notNull().defaultRandom(),
    environmentId: uuid('environment_id').notNull(),
    position: place('position').notNull(),
    type: text('type', { enum: eventTypes }).notNull(),
    customerId: uuid('customer_id'),
    deviceId: uuid('device_id'),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    at: instantColumn('at').notNull().defaultNow(),
  },
  (t) => [
    // eventsAfter
    primaryKey({ columns: [t.environmentId, t.position, t.number] }),
    // retention
    index('events_time_idx').on(t.at),
  ],
)

/** One row, after a restore on another server: the offset on transaction numbers that keeps positions rising. */
export const eventClock = pgTable('event_clock', {
  id: integer('id').primaryKey().default(1),
  ahead: place('ahead').notNull(),
})

/** Written once a minute: events that later transactions record have this position or a higher one. */
export const eventMarks = pgTable('event_marks', {
  at: timestamp('at', { withTimezone: true, mode: 'date' }).primaryKey(),
  position: place('position').notNull(),
})

/** An endpoint that receives an environment's events one after another, and how far it has got. */
export const eventWebhooks = pgTable(
  'event_webhooks',
  {
    id: id(),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    url: text('url').notNull(),
    types: text('types', { enum: eventTypes }).array().notNull(),
    /** False once someone turned it off. */
    isOn: boolean('is_on').notNull().default(true),
    /** A Standard Webhooks secret, encrypted. */
    signingSecret: text('signing_secret').notNull(),
    /** The last event that was sent or skipped. */
    position: place('position').notNull(),
    number: place('number').notNull(),
    /** Events recorded before this aren't sent. */
    since: instantColumn('since').notNull(),
    dueAt: timestamp('due_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
    /** Set while a process sends. */
    leasedUntil: timestamp('leased_until', { withTimezone: true, mode: 'date' }),
    /** Identifies the current lease: a process that lost its lease writes nothing more. */
    lease: uuid('lease'),
    /** Attempts at the next event. */
    attemptCount: integer('attempt_count').notNull().default(0),
    failingSince: instantColumn('failing_since'),
    /** When Pushdesk gave up. Someone has to resume the webhook. */
    pausedAt: instantColumn('paused_at'),
    lastAnswer: text('last_answer'),
    lastAnswerAt: instantColumn('last_answer_at'),
    lastSentAt: instantColumn('last_sent_at'),
    createdAt: createdAt(),
  },
  (t) => [index('event_webhooks_environment_idx').on(t.environmentId, t.createdAt)],
)
