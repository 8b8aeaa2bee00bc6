import { bigint, boolean, index, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instantColumn, jsonb } from './columns'
import { environments } from './companies'
import { eventTypes } from './values'

/** A place in the order of events. A bigint of PostgreSQL, as text where it leaves the database. */
const place = (name: string) => bigint(name, { mode: 'bigint' })

/**
 * What happened in environments that record it, written by the statement that stores the fact. `position` rises with the
 * transactions that wrote, and `number` within one: see docs/decisions/015-events-out.md. No names, addresses, or texts.
 */
export const events = pgTable(
  'events',
  {
    number: place('number').notNull().generatedAlwaysAsIdentity(),
    /** Told to others, and the same whenever it is told. */
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

/** One row, once the database was restored elsewhere: what is added to its transaction numbers, so that positions go on rising. */
export const eventClock = pgTable('event_clock', {
  id: integer('id').primaryKey().default(1),
  ahead: place('ahead').notNull(),
})

/** Once a minute: whatever is recorded by transactions that begin later has this position or a higher one. */
export const eventMarks = pgTable('event_marks', {
  at: timestamp('at', { withTimezone: true, mode: 'date' }).primaryKey(),
  position: place('position').notNull(),
})

/** Where events of an environment are sent, one after another, and how far that has come. */
export const eventWebhooks = pgTable(
  'event_webhooks',
  {
    id: id(),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    url: text('url').notNull(),
    types: text('types', { enum: eventTypes }).array().notNull(),
    /** Turned off by someone. */
    isOn: boolean('is_on').notNull().default(true),
    /** Of Standard Webhooks, encrypted. */
    signingSecret: text('signing_secret').notNull(),
    /** Of the last event that was sent or passed over. */
    position: place('position').notNull(),
    number: place('number').notNull(),
    /** Nothing that was recorded before is sent. */
    since: instantColumn('since').notNull(),
    dueAt: timestamp('due_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
    /** While a process sends. */
    leasedUntil: timestamp('leased_until', { withTimezone: true, mode: 'date' }),
    /** Whose lease it is: a process that was too slow writes nothing more. */
    lease: uuid('lease'),
    /** Of the event that waits. */
    attemptCount: integer('attempt_count').notNull().default(0),
    failingSince: instantColumn('failing_since'),
    /** Pushdesk gave up until someone resumes it. */
    pausedAt: instantColumn('paused_at'),
    lastAnswer: text('last_answer'),
    lastAnswerAt: instantColumn('last_answer_at'),
    lastSentAt: instantColumn('last_sent_at'),
    createdAt: createdAt(),
  },
  (t) => [index('event_webhooks_environment_idx').on(t.environmentId, t.createdAt)],
)
