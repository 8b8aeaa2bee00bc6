import { sql } from 'drizzle-orm'
import { index, integer, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instantColumn, jsonb } from './columns'
import { apps, companies, environments } from './companies'
import { attemptOutcomes } from './notifications'
import { channelKinds, channelTopics, incidentEventKinds, incidentSeverities, transports } from './values'

/**
 * How attempts ended, counted by the statement that writes them: one row for what a batch has in common, so that no two
 * workers wait for a row. Read by the detector, and kept for a few hours.
 */
export const attemptCounts = pgTable(
  'attempt_counts',
  {
    at: instantColumn('at').notNull(),
    environmentId: uuid('environment_id').notNull(),
    transport: text('transport', { enum: transports }).notNull(),
    /** `reported`: a company said later what APNs answered. That takes one from what was counted and adds one to what is so. */
    outcome: text('outcome', { enum: [...attemptOutcomes, 'reported'] }).notNull(),
    /** Null: accepted. */
    reason: text('reason'),
    /** Below zero where a report takes it back. */
    count: integer('count').notNull(),
    /** Of all of them together. */
    durationMs: integer('duration_ms').notNull(),
  },
  // recentAttempts, and retention
  (t) => [index('attempt_counts_time_idx').on(t.at)],
)

export type Affected = { customers: number; waiting: number; lost: number }

/** Where and for which reasons an incident loses deliveries, so that the same are counted, shown and recovered. */
export type IncidentReach = {
  environments: { environmentId: string; companyId: string }[]
  /** Absent: both. */
  transport?: (typeof transports)[number]
  /** Absent: all. */
  reasons?: string[]
}

export const incidents = pgTable(
  'incidents',
  {
    id: id(),
    /** Of lib/incidents/causes; a newer version may write one that this one doesn't know. */
    cause: text('cause').notNull(),
    severity: text('severity', { enum: incidentSeverities }).notNull(),
    /** All null: the whole platform. */
    companyId: uuid('company_id').references(() => companies.id, { onDelete: 'cascade' }),
    appId: uuid('app_id').references(() => apps.id, { onDelete: 'cascade' }),
    environmentId: uuid('environment_id').references(() => environments.id, { onDelete: 'cascade' }),
    /** What has only one open incident of a cause: an environment, a lane of the queue, a key. */
    scopeKey: text('scope_key').notNull(),
    openedAt: instantColumn('opened_at').notNull(),
    closedAt: instantColumn('closed_at'),
    /** Since when the facts say that it is over; null while they don't. */
    quietSince: instantColumn('quiet_since'),
    facts: jsonb('facts').$type<Record<string, unknown>>().notNull(),
    affected: jsonb('affected').$type<Affected>().notNull(),
    /** Of the whole platform's: the same by company. */
    affectedByCompany: jsonb('affected_by_company').$type<Record<string, Affected>>().notNull().default({}),
    /** The entry of the audit log that came just before, or the workers that started then. */
    changeBefore: jsonb('change_before').$type<{
      action: string
      actorName: string
      subject: string | null
      at: string
    }>(),
    acknowledgedAt: instantColumn('acknowledged_at'),
    acknowledgedBy: text('acknowledged_by'),
    mutedUntil: instantColumn('muted_until'),
    mutedBy: text('muted_by'),
    muteReason: text('mute_reason'),
    updatedAt: instantColumn('updated_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('incidents_open_uq').on(t.cause, t.scopeKey).where(sql`${t.closedAt} is null`),
    // pageOfIncidents
    index('incidents_page_idx').on(t.openedAt, t.id),
    // retention
    index('incidents_closed_idx').on(t.closedAt),
  ],
)

/** What happened to an incident, and what people noted. */
export const incidentEvents = pgTable(
  'incident_events',
  {
    id: id(),
    incidentId: uuid('incident_id')
      .notNull()
      .references(() => incidents.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: incidentEventKinds }).notNull(),
    /** A sentence, or the note. */
    text: text('text'),
    actorName: text('actor_name').notNull(),
    at: instantColumn('at').notNull(),
  },
  (t) => [index('incident_events_incident_idx').on(t.incidentId, t.at, t.id)],
)

/** One row: when the detector looked last, and what it has to remember from one look to the next. */
export const detectorRuns = pgTable('detector_runs', {
  id: integer('id').primaryKey().default(1),
  ranAt: instantColumn('ran_at').notNull(),
  /** Since when no worker has been seen. */
  noWorkerSince: instantColumn('no_worker_since'),
  /** Since when each look found the database slow. */
  slowSince: instantColumn('slow_since'),
  /** Whole hours up to this one are in `traffic_hours`. */
  rolledUntil: instantColumn('rolled_until'),
})

/** Where incidents and other notices are told: of one company, or all of them. */
export const channels = pgTable('channels', {
  id: id(),
  companyId: uuid('company_id').references(() => companies.id, { onDelete: 'cascade' }),
  kind: text('kind', { enum: channelKinds }).notNull(),
  name: text('name').notNull(),
  /** URL, email address or routing key, encrypted. */
  address: text('address').notNull(),
  /** What of the address may be shown. */
  shownAddress: text('shown_address').notNull(),
  /** Of Standard Webhooks, encrypted. */
  signingSecret: text('signing_secret'),
  severityMin: text('severity_min', { enum: incidentSeverities }).notNull(),
  topics: text('topics', { enum: channelTopics }).array().notNull().default(['incidents', 'approvals']),
  /** Only incidents of these; of any where it is empty. */
  causes: text('causes').array().notNull().default(sql`'{}'`),
  /** So long nothing is told of an incident that merely grew. */
  quietMinutes: integer('quiet_minutes').notNull().default(30),
  /** Told only of what no one has acknowledged for so long; 0: at once. */
  unacknowledgedMinutes: integer('unacknowledged_minutes').notNull().default(0),
  createdAt: createdAt(),
})

/** What is to be told, and whether it was. Written in the transaction of what it tells. */
export const channelMessages = pgTable(
  'channel_messages',
  {
    id: id(),
    /** Null: an email to one person. */
    channelId: uuid('channel_id').references(() => channels.id, { onDelete: 'cascade' }),
    /** Null: a test, or about something else. */
    incidentId: uuid('incident_id').references(() => incidents.id, { onDelete: 'cascade' }),
    type: text('type').notNull(),
    /** The incident as it was then, or the notice. */
    body: jsonb('body').$type<Record<string, unknown>>().notNull(),
    /** An email to one person, encrypted, until it is sent: it may hold a link that opens something. */
    sealed: text('sealed'),
    dueAt: timestamp('due_at', { withTimezone: true, mode: 'date' }).notNull(),
    leasedUntil: timestamp('leased_until', { withTimezone: true, mode: 'date' }),
    attemptCount: integer('attempt_count').notNull().default(0),
    sentAt: instantColumn('sent_at'),
    /** Given up. */
    failedAt: instantColumn('failed_at'),
    lastAnswer: text('last_answer'),
    createdAt: createdAt(),
  },
  (t) => [
    index('channel_messages_due_idx').on(t.dueAt).where(sql`${t.sentAt} is null and ${t.failedAt} is null`),
    index('channel_messages_channel_idx').on(t.channelId, t.createdAt, t.id),
    // lastTold, and claimMessages
    index('channel_messages_incident_idx').on(t.incidentId, t.channelId, t.id),
    // retention
    index('channel_messages_time_idx').on(t.createdAt),
  ],
)
