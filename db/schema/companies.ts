import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instantColumn } from './columns'
import { environmentNames } from './values'

export type EnvironmentName = (typeof environmentNames)[number]

/** Where the `apns` transport connects: Apple's hosts, or the built-in simulator. */
export const apnsServers = ['apple', 'simulator'] as const
export type ApnsServer = (typeof apnsServers)[number]

export const companies = pgTable('companies', {
  id: id(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  /** Four eyes: a second person must approve a change of the prompt in production. */
  requiresApproval: boolean('requires_approval').notNull().default(false),
  /** The admin who wants that to end; another one has to agree. */
  approvalEndAskedById: uuid('approval_end_asked_by_id'),
  approvalEndAskedByName: text('approval_end_asked_by_name'),
  approvalEndAskedAt: instantColumn('approval_end_asked_at'),
  /** How long texts of messages are kept; 0: until their deliveries have ended; null: as long as deliveries. */
  messageTextDays: integer('message_text_days'),
  /** Since then none of its apps works, until it is brought back. */
  archivedAt: instantColumn('archived_at'),
  createdAt: createdAt(),
})

export const apps = pgTable(
  'apps',
  {
    id: id(),
    companyId: uuid('company_id')
      .notNull()
      .references(() => companies.id, { onDelete: 'cascade' }),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    /** The APNs topic. */
    bundleId: text('bundle_id').notNull(),
    /** Since then its keys are refused and its prompt is off, until it is brought back. */
    archivedAt: instantColumn('archived_at'),
    createdAt: createdAt(),
  },
  (t) => [unique('apps_slug_uq').on(t.companyId, t.slug), index('apps_company_idx').on(t.companyId)],
)

export const environments = pgTable(
  'environments',
  {
    id: id(),
    appId: uuid('app_id')
      .notNull()
      .references(() => apps.id, { onDelete: 'cascade' }),
    name: text('name', { enum: environmentNames }).notNull(),
    apnsServer: text('apns_server', { enum: apnsServers }).notNull().default('apple'),
    /** Calls with a publishable key for a `user.id` must carry a signed User-Token. */
    requiresIdentity: boolean('requires_identity').notNull(),
    /** HS256 secret of identity verification, encrypted. */
    identitySecret: text('identity_secret').notNull(),
    identityJwksUrl: text('identity_jwks_url'),
    /** What a User-Token must name as its `iss` and `aud`; null asks for neither. */
    identityIssuer: text('identity_issuer'),
    identityAudience: text('identity_audience'),
    /** How long a User-Token may live, from its signing to its `exp`. */
    identityMinutesMax: integer('identity_minutes_max').notNull().default(1_440),
    /** The APNs reason (`InvalidProviderToken`, …) for which this environment's APNs queue waits; null while it flows. */
    blockedReason: text('blocked_reason'),
    blockedAt: instantColumn('blocked_at'),
    /** The deliveries that APNs answered so, the first of each device. An answer about one device is not about the others. */
    blockedBy: uuid('blocked_by').array().notNull().default(sql`'{}'`),
    /** Since when what happens is recorded in `events`; null while it isn't. */
    eventsSince: instantColumn('events_since'),
    /** Messages created before have the time of an earlier setting of `messageTextDays`; null: none has. */
    textsMarkedDownTo: instantColumn('texts_marked_down_to'),
    /** The delivery log has no whole address from before, but for those that were still needed. */
    addressesHashedUntil: instantColumn('addresses_hashed_until'),
    createdAt: createdAt(),
  },
  (t) => [
    unique('environments_name_uq').on(t.appId, t.name),
    check('environments_blocked_ck', sql`(${t.blockedReason} is null) = (${t.blockedAt} is null)`),
  ],
)
