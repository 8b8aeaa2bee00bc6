import { sql } from 'drizzle-orm'
import { index, integer, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instantColumn, jsonb } from './columns'
import { apps, companies, environments } from './companies'
import { attemptOutcomes } from './notifications'
import { channelKinds, channelTopics, incidentEventKinds, incidentSeverities, transports } from './values'

/**
 * Attempt outcomes, counted by the statement that writes the attempts: one row per combination in a batch, so that
 * workers never wait for each other's rows. The detector reads them; they are kept for a few hours.
 */
export const attemptCounts = pgTable(
  'attempt_counts',
  {
    at: instantColumn('at').notNull(),
    environmentId: uuid('environment_id').notNull(),
    transport: text('transport', { enum: transports }).notNull(),
    /** `reported`: a company later reported APNs's response. One row takes the old count back, one adds the new. */
    outcome: text('outcome', { enum: [...attemptOutcomes, 'reported'] }).notNull(),
    /** Null for accepted attempts. */
    reason: text('reason'),
    /** Negative where a report takes an outcome back. */
    count: integer('count').notNull(),
    /** The total of all counted attempts. */
    durationMs: integer('duration_ms').notNull(),
  },
  // recentAttempts, and retention
  (t) => [index('attempt_counts_time_idx').on(t.at)],
)

export type Affected = { customers: number; waiting: number; lost: number }

/** Where and for which reasons an incident loses deliveries, so that counts, lists, and resends cover the same ones. */
export type IncidentReach = {
  environments: { environmentId: string; companyId: string }[]
  /** Absent: both transports. */
  transport?: (typeof transports)[number]
  /** Absent: all reasons. */
  reasons?: string[]
}

export const incidents = pgTable(
  'incidents',
  {
    id: id(),
    /** A cause from lib/incidents/causes; a newer version may write one that this version doesn't know. */
    cause: text('cause').notNull(),
    severity: text('severity', { enum: incidentSeverities }).notNull(),
    /** All null: the whole platform. */
    companyId: uuid('company_id').references(() => companies.id, { onDelete: 'cascade' }),
    appId: uuid('app_id').references(() => apps.id, { onDelete: 'cascade' }),
    environmentId: uuid('environment_id').references(() => environments.id, { onDelete: 'cascade' }),
    /** The scope that can have only one open incident per cause: an environment, a queue lane, a key. */
    scopeKey: text('scope_key').notNull(),
    openedAt: instantColumn('opened_at').notNull(),
    closedAt: instantColumn('closed_at'),
    /** When the facts began to say that it is over; null while they don't. */
    quietSince: instantColumn('quiet_since'),
    facts: jsonb('facts').$type<Record<string, unknown>>().notNull(),
    affected: jsonb('affected').$type<Affected>().notNull(),
    /** For a platform-wide incident: `affected` by company. */
    affectedByCompany: jsonb('affected_by_company').$type<Record<string, Affected>>().notNull().default({}),
    /** The audit log entry just before the incident, or the workers that started then. */
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

/** An incident's history, and people's notes. */
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

/** One row: when the detector last ran, and what it remembers between runs. */
export const detectorRuns = pgTable('detector_runs', {
  id: integer('id').primaryKey().default(1),
  ranAt: instantColumn('ran_at').notNull(),
  /** When it first found no worker running. */
  noWorkerSince: instantColumn('no_worker_since'),
  /** When it first found the database slow; null after a fast check. */
  slowSince: instantColumn('slow_since'),
  /** `traffic_hours` has all whole hours up to this one. */
  rolledUntil: instantColumn('rolled_until'),
})

/** Where incidents and other notices are sent, for one company or for all. */
export const channels = pgTable('channels', {
  id: id(),
  companyId: uuid('company_id').references(() => companies.id, { onDelete: 'cascade' }),
  kind: text('kind', { enum: channelKinds }).notNull(),
  name: text('name').notNull(),
  /** URL, email address or routing key, encrypted. */
  address: text('address').notNull(),
  /** The part of the address that may be shown. */
  shownAddress: text('shown_address').notNull(),
  /** A Standard Webhooks secret, encrypted. */
  signingSecret: text('signing_secret'),
  severityMin: text('severity_min', { enum: incidentSeverities }).notNull(),
  topics: text('topics', { enum: channelTopics }).array().notNull().default(['incidents', 'approvals']),
  /** Only incidents with these causes; empty: all causes. */
  causes: text('causes').array().notNull().default(sql`'{}'`),
  /** How long to stay quiet about an incident that has merely grown. */
  quietMinutes: integer('quiet_minutes').notNull().default(30),
  /** Only incidents that no one has acknowledged for this long; 0: all, at once. */
  unacknowledgedMinutes: integer('unacknowledged_minutes').notNull().default(0),
  createdAt: createdAt(),
})

/** The outbox of notices, with each one's result. Written in the transaction of the event that it reports. */
export const channelMessages = pgTable(
  'channel_messages',
  {
    id: id(),
    /** Null for an email to one person. */
    channelId: uuid('channel_id').references(() => channels.id, { onDelete: 'cascade' }),
    /** Null for a test or another kind of notice. */
    incidentId: uuid('incident_id').references(() => incidents.id, { onDelete: 'cascade' }),
    type: text('type').notNull(),
    /** The incident as it was at the time, or the notice. */
    body: jsonb('body').$type<Record<string, unknown>>().notNull(),
    /** An email to one person, encrypted and kept until it is sent, because it may contain a secret link. */
    sealed: text('sealed'),
    dueAt: timestamp('due_at', { withTimezone: true, mode: 'date' }).notNull(),
    leasedUntil: timestamp('leased_until', { withTimezone: true, mode: 'date' }),
    attemptCount: integer('attempt_count').notNull().default(0),
    sentAt: instantColumn('sent_at'),
    /** When Pushdesk gave up. */
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
