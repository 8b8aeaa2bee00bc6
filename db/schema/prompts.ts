import { sql } from 'drizzle-orm'
import { boolean, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instantColumn, jsonb } from './columns'
import { apps, companies, environments } from './companies'
import { environmentNames, revisionKinds } from './values'

export const promptScopeKinds = ['platform', 'company', 'app'] as const
export type PromptScopeKind = (typeof promptScopeKinds)[number]

/** One row per scope and environment, created on the first save. Writes are checked against `revision`. */
export const promptConfigurations = pgTable(
  'prompt_configurations',
  {
    id: id(),
    scopeKind: text('scope_kind', { enum: promptScopeKinds }).notNull(),
    environmentName: text('environment_name', { enum: environmentNames }).notNull(),
    companyId: uuid('company_id').references(() => companies.id, { onDelete: 'cascade' }),
    appId: uuid('app_id').references(() => apps.id, { onDelete: 'cascade' }),
    revision: integer('revision').notNull(),
    /** The current content (lib/prompts knows its shape); null: this scope inherits. */
    content: jsonb('content'),
    /** Scheduled changes up to this moment are in the history: each is recorded once, by whichever process is first. */
    scheduleFiredUntil: instantColumn('schedule_fired_until').notNull().defaultNow(),
    /** The repository and file that manage this configuration, and the last matching revision; null: the dashboard. */
    managedRepository: text('managed_repository'),
    managedFile: text('managed_file'),
    managedRevision: integer('managed_revision'),
    updatedAt: instantColumn('updated_at').notNull().defaultNow(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('prompt_configurations_scope_uq').on(
      t.environmentName,
      t.scopeKind,
      sql`coalesce(${t.appId}, ${t.companyId}, '00000000-0000-0000-0000-000000000000'::uuid)`,
    ),
  ],
)

export type RevisionKind = (typeof revisionKinds)[number]

/** Every saved revision, append-only. */
export const promptRevisions = pgTable(
  'prompt_revisions',
  {
    id: id(),
    configurationId: uuid('configuration_id')
      .notNull()
      .references(() => promptConfigurations.id, { onDelete: 'cascade' }),
    number: integer('number').notNull(),
    content: jsonb('content'),
    kind: text('kind', { enum: revisionKinds }).notNull(),
    restoredFrom: integer('restored_from'),
    authorId: uuid('author_id'),
    authorName: text('author_name').notNull(),
    approvedByName: text('approved_by_name'),
    comment: text('comment'),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('prompt_revisions_number_uq').on(t.configurationId, t.number)],
)

export const promptEventKinds = ['displayed', 'accepted', 'dismissed', 'system_authorized', 'system_denied'] as const
export type PromptEventKind = (typeof promptEventKinds)[number]

/** The prompt's events on a phone. `eventId` comes from the SDK, so a repeat is harmless. */
export const promptEvents = pgTable(
  'prompt_events',
  {
    id: id(),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    eventId: text('event_id').notNull(),
    kind: text('kind', { enum: promptEventKinds }).notNull(),
    customerId: uuid('customer_id'),
    deviceId: uuid('device_id'),
    /** The effective revision on the phone, `<configuration id>:<number>` as evaluation returned it. */
    revision: text('revision'),
    at: instantColumn('at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('prompt_events_once_uq').on(t.environmentId, t.eventId),
    index('prompt_events_time_idx').on(t.environmentId, t.at),
    index('prompt_events_customer_idx').on(t.customerId, t.at),
  ],
)

/** Fetch counts, one row per hour and kind of client, written in batches by the processes that evaluate. */
export const promptFetches = pgTable(
  'prompt_fetches',
  {
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    hour: instantColumn('hour').notNull(),
    revision: text('revision').notNull(),
    sdkVersion: text('sdk_version').notNull().default(''),
    appVersion: text('app_version').notNull().default(''),
    value: text('value', { enum: ['on', 'off'] }).notNull(),
    /** The evaluation step that decided. */
    decidedBy: text('decided_by').notNull(),
    fetchCount: integer('fetch_count').notNull(),
    lastAt: instantColumn('last_at').notNull(),
  },
  (t) => [
    uniqueIndex('prompt_fetches_uq').on(
      t.environmentId,
      t.hour,
      t.revision,
      t.sdkVersion,
      t.appVersion,
      t.value,
      t.decidedBy,
    ),
  ],
)

/** An uploaded customer list, immutable so that revisions keep their meaning. Only erasing a customer changes it. */
export const promptLists = pgTable('prompt_lists', {
  id: id(),
  /** Null for the platform's lists. */
  companyId: uuid('company_id').references(() => companies.id, { onDelete: 'cascade' }),
  name: text('name').notNull(),
  customerIds: jsonb('customer_ids').$type<string[]>().notNull(),
  size: integer('size').notNull(),
  createdAt: createdAt(),
})

export const proposalStatuses = ['open', 'approved', 'rejected', 'withdrawn', 'overtaken'] as const
export type ProposalStatus = (typeof proposalStatuses)[number]

/** A reviewed change waiting for a second person, where the company requires approval. */
export const promptProposals = pgTable(
  'prompt_proposals',
  {
    id: id(),
    scopeKind: text('scope_kind', { enum: promptScopeKinds }).notNull(),
    environmentName: text('environment_name', { enum: environmentNames }).notNull(),
    companyId: uuid('company_id').references(() => companies.id, { onDelete: 'cascade' }),
    appId: uuid('app_id').references(() => apps.id, { onDelete: 'cascade' }),
    baseRevision: integer('base_revision').notNull(),
    content: jsonb('content'),
    /** Hash of the difference that the author reviewed; approval applies exactly that difference or nothing. */
    changeHash: text('change_hash').notNull(),
    kind: text('kind', { enum: ['save', 'restore', 'import'] }).notNull(),
    restoredFrom: integer('restored_from'),
    comment: text('comment'),
    authorId: uuid('author_id').notNull(),
    authorName: text('author_name').notNull(),
    status: text('status', { enum: proposalStatuses }).notNull().default('open'),
    decidedByName: text('decided_by_name'),
    decidedAt: instantColumn('decided_at'),
    decisionReason: text('decision_reason'),
    expiresAt: instantColumn('expires_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('prompt_proposals_open_idx').on(t.companyId, t.environmentName).where(sql`${t.status} = 'open'`),
    index('prompt_proposals_author_idx').on(t.authorId, t.createdAt),
  ],
)

/** Each client's last fetch, kept for some days: the source for reach, affected devices, and propagation. */
export const promptClients = pgTable(
  'prompt_clients',
  {
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    targetingKey: text('targeting_key').notNull(),
    /** The evaluation context as given, without the targeting key. */
    context: jsonb('context').$type<Record<string, unknown>>().notNull(),
    revision: text('revision').notNull(),
    value: text('value', { enum: ['on', 'off'] }).notNull(),
    /** Whether it named a stream event when it fetched this revision. */
    isStreaming: boolean('is_streaming').notNull().default(false),
    lastAt: instantColumn('last_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.environmentId, t.targetingKey] }),
    index('prompt_clients_recent_idx').on(t.environmentId, t.lastAt),
  ],
)
