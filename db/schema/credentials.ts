import { sql } from 'drizzle-orm'
import { bigint, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instantColumn, jsonb } from './columns'
import { environments } from './companies'

/** An APNs key (.p8) of one environment. The newest active one signs; older ones stay for the overlap. */
export const apnsCredentials = pgTable(
  'apns_credentials',
  {
    id: id(),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    /** Apple's 10-character key ID (`kid`) and team ID (`iss`). */
    keyId: text('key_id').notNull(),
    teamId: text('team_id').notNull(),
    /** PKCS#8 PEM, encrypted. */
    privateKey: text('private_key').notNull(),
    verifiedAt: instantColumn('verified_at'),
    verifiedAnswer: text('verified_answer'),
    revokedAt: instantColumn('revoked_at'),
    createdAt: createdAt(),
  },
  (t) => [index('apns_credentials_environment_idx').on(t.environmentId, t.createdAt)],
)

/** One provider token per key, shared by all processes: Apple rejects tokens renewed more than once in 20 minutes. */
export const providerTokens = pgTable('provider_tokens', {
  credentialId: uuid('credential_id')
    .primaryKey()
    .references(() => apnsCredentials.id, { onDelete: 'cascade' }),
  /** The signed JWT, encrypted. */
  token: text('token').notNull(),
  issuedAt: instantColumn('issued_at').notNull(),
})

export const companyApiAuthKinds = ['none', 'bearer', 'basic', 'headers', 'body', 'oauth2'] as const
export type CompanyApiAuthKind = (typeof companyApiAuthKinds)[number]

/** The company API, one per environment. */
export const companyEndpoints = pgTable('company_endpoints', {
  environmentId: uuid('environment_id')
    .primaryKey()
    .references(() => environments.id, { onDelete: 'cascade' }),
  url: text('url').notNull(),
  authKind: text('auth_kind', { enum: companyApiAuthKinds }).notNull().default('none'),
  /** JSON of the authentication settings, encrypted. */
  authSecret: text('auth_secret'),
  /** PEM: the certificate Pushdesk presents to the company's server, with its intermediates. */
  clientCertificate: text('client_certificate'),
  /** PEM, encrypted. */
  clientKey: text('client_key'),
  clientCertificateEndsAt: instantColumn('client_certificate_ends_at'),
  /** PEM: the authorities that may sign the company's server certificate; null: the public ones. */
  caCertificate: text('ca_certificate'),
  /** JSON template with {{placeholders}}; null: the default body. */
  bodyTemplate: text('body_template'),
  /** Standard Webhooks secret (`whsec_…`), encrypted. */
  signingSecret: text('signing_secret').notNull(),
  /** Also used for device tokens, instead of APNs. */
  usedFor: text('used_for', { enum: ['uuid', 'all'] })
    .notNull()
    .default('uuid'),
  /** Maximum concurrent requests, across all workers. */
  concurrencyMax: integer('concurrency_max').notNull().default(512),
  /** Maximum requests per second, across all workers; null: unlimited. */
  ratePerSecondMax: integer('rate_per_second_max'),
  /** Maximum requests for one delivery; null: until it expires. */
  retryTriesMax: integer('retry_tries_max'),
  /** The first retry delay, which doubles up to the longest. */
  retryFirstSeconds: integer('retry_first_seconds').notNull().default(1),
  retryLongestSeconds: integer('retry_longest_seconds').notNull().default(600),
  /** Circuit breaker, shared by all workers. */
  failuresInRow: integer('failures_in_row').notNull().default(0),
  openUntil: instantColumn('open_until'),
  updatedAt: instantColumn('updated_at').notNull().defaultNow(),
  createdAt: createdAt(),
})

export const apiKeyKinds = ['publishable', 'secret'] as const
export type ApiKeyKind = (typeof apiKeyKinds)[number]

export const apiKeys = pgTable(
  'api_keys',
  {
    id: id(),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: apiKeyKinds }).notNull(),
    name: text('name').notNull(),
    /** SHA-256 of the whole key, which is random enough not to need a slow hash. */
    keyHash: text('key_hash').notNull(),
    /** Set for publishable keys only: they ship in apps, so the dashboard shows them and the demo phone uses them. */
    publishableKey: text('publishable_key'),
    prefix: text('prefix').notNull(),
    lastFour: text('last_four').notNull(),
    /** Maximum calls per second and process; calls above it get a 429. */
    ratePerSecondMax: integer('rate_per_second_max').notNull().default(20_000),
    createdById: uuid('created_by_id'),
    lastUsedAt: instantColumn('last_used_at'),
    expiresAt: instantColumn('expires_at'),
    revokedAt: instantColumn('revoked_at'),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('api_keys_hash_uq').on(t.keyHash),
    index('api_keys_environment_idx').on(t.environmentId, t.createdAt),
  ],
)

/** Append-only and without foreign keys: entries outlive their subjects. A trigger rejects updates and deletes. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: id(),
    action: text('action').notNull(),
    actorKind: text('actor_kind', { enum: ['staff', 'service_token', 'api_key', 'trigger', 'system'] }).notNull(),
    actorId: text('actor_id'),
    actorName: text('actor_name').notNull(),
    companyId: uuid('company_id'),
    environmentId: uuid('environment_id'),
    subjectKind: text('subject_kind').notNull(),
    subjectId: text('subject_id'),
    subjectName: text('subject_name'),
    before: jsonb('before'),
    after: jsonb('after'),
    comment: text('comment'),
    ip: text('ip'),
    requestId: text('request_id'),
    createdAt: createdAt(),
  },
  (t) => [
    index('audit_entries_page_idx').on(t.createdAt, t.id),
    index('audit_entries_company_idx').on(t.companyId, t.createdAt, t.id),
    index('audit_entries_subject_idx').on(t.subjectKind, t.subjectId).where(sql`${t.subjectId} is not null`),
  ],
)

/** The chain over the audit log: each entry once, in the order it was found, with a seal over the previous seal. */
export const auditSeals = pgTable('audit_seals', {
  number: bigint('number', { mode: 'number' }).primaryKey(),
  entryId: uuid('entry_id').notNull().unique(),
  seal: text('seal').notNull(),
  createdAt: createdAt(),
})

/** How far the audit log has been streamed out. One row. */
export const auditStream = pgTable('audit_stream', {
  name: text('name').primaryKey(),
  sentNumber: bigint('sent_number', { mode: 'number' }).notNull(),
})
