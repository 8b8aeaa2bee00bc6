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
  /** Approval: a second person must confirm a change to the prompt in production. */
  requiresApproval: boolean('requires_approval').notNull().default(false),
  /** The admin who wants to turn approval off; another admin has to agree. */
  approvalEndAskedById: uuid('approval_end_asked_by_id'),
  approvalEndAskedByName: text('approval_end_asked_by_name'),
  approvalEndAskedAt: instantColumn('approval_end_asked_at'),
  /** How long message texts are kept: 0 until their deliveries have ended, null as long as the deliveries. */
  messageTextDays: integer('message_text_days'),
  /** From then on none of its apps works, until the company is restored. */
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
    /** From then on its keys are rejected and its prompt is off, until the app is restored. */
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
    /** Calls with a publishable key that name a `user.id` must carry a signed User-Token. */
    requiresIdentity: boolean('requires_identity').notNull(),
    /** HS256 secret of identity verification, encrypted. */
    identitySecret: text('identity_secret').notNull(),
    identityJwksUrl: text('identity_jwks_url'),
    /** The `iss` and `aud` that a User-Token must carry; null requires none. */
    identityIssuer: text('identity_issuer'),
    identityAudience: text('identity_audience'),
    /** The longest lifetime of a User-Token, from signing to `exp`. */
    identityMinutesMax: integer('identity_minutes_max').notNull().default(1_440),
    /** The APNs reason (`InvalidProviderToken`, …) that put the APNs queue on hold; null while it flows. */
    blockedReason: text('blocked_reason'),
    blockedAt: instantColumn('blocked_at'),
    /** Deliveries that APNs rejected for it, the first per device. One device's response says nothing about others. */
    blockedBy: uuid('blocked_by').array().notNull().default(sql`'{}'`),
    /** When recording to `events` began; null while it is off. */
    eventsSince: instantColumn('events_since'),
    /** Messages created before this still have `textUntil` from an earlier `messageTextDays`; null: none do. */
    textsMarkedDownTo: instantColumn('texts_marked_down_to'),
    /** In the delivery log, addresses from before this are hashed, except those that were still needed. */
    addressesHashedUntil: instantColumn('addresses_hashed_until'),
    createdAt: createdAt(),
  },
  (t) => [
    unique('environments_name_uq').on(t.appId, t.name),
    check('environments_blocked_ck', sql`(${t.blockedReason} is null) = (${t.blockedAt} is null)`),
  ],
)
